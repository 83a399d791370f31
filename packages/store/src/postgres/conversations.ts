import type { Pool } from 'pg';
import type { ConversationStore } from '../conversations.ts';
import { isId } from '../sql/ids.ts';
import { mergePositions } from '../sql/merge-positions.ts';
import { retryLostRaces } from '../sql/retry-lost-races.ts';
import { POSITION_COLUMNS, type RawPosition, toPosition } from '../sql/rows.ts';
import { changeConversation } from './change-conversation.ts';
import { createConversation } from './create-conversation.ts';
import { postgresFault } from './fault.ts';
import { membersOfPairs } from './rows.ts';
import { type Statement, transaction } from './session.ts';

export function createConversationWrites(
  pool: Pool,
): Pick<ConversationStore, 'create' | 'change' | 'memberships' | 'mark'> {
  return {
    create: fresh =>
      retryLostRaces(
        () => transaction(pool, client => createConversation(client, fresh)),
        postgresFault,
      ),

    change: (conversationId, userIds, decide) =>
      retryLostRaces(
        () =>
          transaction(pool, client => changeConversation(client, conversationId, userIds, decide)),
        postgresFault,
      ),

    async memberships(pairs) {
      const known = pairs.filter(pair => isId(pair.conversationId) && isId(pair.userId));
      if (known.length === 0) return pairs.map(() => undefined);
      const members = await membersOfPairs(pool, known);
      return pairs.map(({ conversationId, userId }) => members.get(`${conversationId} ${userId}`));
    },

    async mark(positions) {
      const merged = mergePositions(positions);
      if (merged.length === 0) return [];
      const values = [
        merged.map(position => position.conversationId),
        merged.map(position => position.userId),
        merged.map(position => position.deliveredSeq),
        merged.map(position => position.readSeq),
      ];
      const { rows } = await retryLostRaces(
        () => pool.query<RawPosition>({ ...MARK, values }),
        postgresFault,
      );
      return rows.map(toPosition);
    },
  };
}

/** Locks the rows in the order of the key before it touches any. */
const MARK: Statement = {
  name: 'mark_positions',
  text: `WITH wanted AS (
      SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[])
        AS wanted (conversation_id, user_id, delivered, read)
    ), locked AS (
      SELECT conversation_id, user_id,
        LEAST(wanted.delivered, last_seq) AS delivered, LEAST(wanted.read, last_seq) AS read
      FROM members JOIN wanted USING (conversation_id, user_id)
        JOIN conversations USING (conversation_id)
      WHERE delivered_seq < LEAST(wanted.delivered, last_seq)
        OR read_seq < LEAST(wanted.read, last_seq)
      ORDER BY conversation_id, user_id
      FOR UPDATE OF members
    )
    UPDATE members
    SET delivered_seq = GREATEST(delivered_seq, locked.delivered),
        read_seq = GREATEST(read_seq, locked.read)
    FROM locked
    WHERE members.conversation_id = locked.conversation_id AND members.user_id = locked.user_id
    RETURNING ${POSITION_COLUMNS.replaceAll(/\w+/g, 'members.$&')}`,
};
