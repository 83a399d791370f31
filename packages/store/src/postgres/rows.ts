import type { ConversationId, UserId } from '@parley/core';
import type { Pool, PoolClient } from 'pg';
import type { ConversationRecord, MemberRecord } from '../conversations.ts';
import {
  CONVERSATION_COLUMNS,
  MEMBER_COLUMNS,
  type RawConversation,
  type RawMember,
  toConversation,
  toMember,
} from '../sql/rows.ts';
import type { Statement } from './session.ts';

/**
 * The rows, locked until the transaction ends. In the order of the ids: two transactions that want
 * the same rows then never wait for each other in a circle. Every id must be one (`isId`).
 */
export async function lockConversations(
  client: PoolClient,
  conversationIds: readonly ConversationId[],
): Promise<Map<ConversationId, ConversationRecord>> {
  const values = [[...new Set(conversationIds)]];
  const { rows } = await client.query<RawConversation>({ ...LOCK, values });
  return new Map(rows.map(row => [String(row.conversation_id), toConversation(row)]));
}

/** The memberships that exist, by `conversationId userId`. Every id must be one (`isId`). */
export async function membersOfPairs(
  client: Pool | PoolClient,
  pairs: readonly { conversationId: ConversationId; userId: UserId }[],
): Promise<Map<string, MemberRecord>> {
  const values = [pairs.map(pair => pair.conversationId), pairs.map(pair => pair.userId)];
  const { rows } = await client.query<RawMember>({ ...MEMBERS, values });
  return new Map(rows.map(row => [`${row.conversation_id} ${row.user_id}`, toMember(row)]));
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
