import type { Pool } from 'pg';
import type { EventLog } from '../event-log.ts';
import { mergeDispatched } from '../sql/merge-dispatched.ts';
import { retryLostRaces } from '../sql/retry-lost-races.ts';
import { append } from './append.ts';
import { countUnread } from './count-unread.ts';
import { postgresFault } from './fault.ts';
import type { Statement } from './session.ts';

export function createLogWrites(
  pool: Pool,
): Pick<EventLog, 'append' | 'markDispatched' | 'countUnread'> {
  return {
    countUnread: (userId, stretches) => countUnread(pool, userId, stretches),

    append: async (drafts, admit) => (drafts.length === 0 ? [] : append(pool, drafts, admit)),

    async markDispatched(heads) {
      const merged = mergeDispatched(heads);
      if (merged.length === 0) return;
      const values = [
        merged.map(range => range.conversationId),
        merged.map(range => range.fromSeq),
        merged.map(range => range.toSeq),
      ];
      await retryLostRaces(() => pool.query({ ...MARK_DISPATCHED, values }), postgresFault);
    },
  };
}

/** Locks the rows in the order of the ids, as an append does, before it touches any. */
const MARK_DISPATCHED: Statement = {
  name: 'mark_dispatched',
  text: `WITH stretch AS (
      SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[])
        AS stretch (conversation_id, from_seq, to_seq)
    ), locked AS (
      SELECT stretch.*
      FROM conversations JOIN stretch USING (conversation_id)
      WHERE dispatched_seq >= from_seq - 1 AND dispatched_seq < to_seq
      ORDER BY conversation_id
      FOR UPDATE OF conversations
    )
    UPDATE conversations
    SET dispatched_seq = LEAST(to_seq, last_seq)
    FROM locked
    WHERE conversations.conversation_id = locked.conversation_id
      AND dispatched_seq >= from_seq - 1 AND dispatched_seq < to_seq`,
};
