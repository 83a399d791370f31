import type { Pool, PoolClient } from 'pg';
import {
  CONVERSATION_COLUMNS,
  EVENT_COLUMNS,
  MEMBER_COLUMNS,
  type RawConversation,
  type RawEvent,
  type RawMember,
} from '../sql/rows.ts';
import type { ReadingSteps } from '../sql/transactional-writes.ts';
import type { Statement } from './session.ts';
import { int64s, texts } from './unnest.ts';

/** On the pool only what takes no lock. */
export function readingSteps(client: Pool | PoolClient): ReadingSteps {
  return {
    async lockConversations(conversationIds) {
      const { rows } = await client.query<RawConversation>({
        ...LOCK,
        values: [int64s(conversationIds)],
      });
      return rows;
    },

    async membersOfPairs(pairs) {
      const values = [
        int64s(pairs.map(pair => pair.conversationId)),
        int64s(pairs.map(pair => pair.userId)),
      ];
      const { rows } = await client.query<RawMember>({ ...MEMBERS, values });
      return rows;
    },

    async eventsByClientId(keys) {
      const values = [int64s(keys.map(key => key.senderId)), texts(keys.map(key => key.clientId))];
      const { rows } = await client.query<RawEvent>({ ...EARLIER, values });
      return rows;
    },

    async conversationByKey(key) {
      const { rows } = await client.query<RawConversation>(BY_KEY, [key]);
      return rows[0];
    },
  };
}

const LOCK: Statement = {
  name: 'lock_conversations',
  text: `SELECT ${CONVERSATION_COLUMNS} FROM conversations
    WHERE conversation_id = ANY($1::bigint[]) ORDER BY conversation_id FOR UPDATE`,
};

/** LATERAL with LIMIT keeps the planner to one index lookup each, also while its statistics lag behind. */
const MEMBERS: Statement = {
  name: 'members_of_pairs',
  text: `SELECT member.*
    FROM unnest($1::bigint[], $2::bigint[]) AS pair (conversation_id, user_id),
      LATERAL (
        SELECT ${MEMBER_COLUMNS} FROM members
        WHERE conversation_id = pair.conversation_id AND user_id = pair.user_id
        LIMIT 1
      ) AS member`,
};

const EARLIER: Statement = {
  name: 'events_by_client_id',
  text: `SELECT earlier.*
    FROM unnest($1::bigint[], $2::text[]) AS draft (sender_id, client_id),
      LATERAL (
        SELECT ${EVENT_COLUMNS} FROM events
        WHERE sender_id = draft.sender_id AND client_id = draft.client_id
        LIMIT 1
      ) AS earlier`,
};

const BY_KEY = `SELECT ${CONVERSATION_COLUMNS} FROM conversations WHERE unique_key = $1`;
