import type { Pool } from 'pg';
import type { DispatchedRange } from '../sql/merge-dispatched.ts';
import type { Statement } from './session.ts';
import { int64s } from './unnest.ts';

export async function moveDispatched(
  pool: Pool,
  ranges: readonly DispatchedRange[],
): Promise<void> {
  const values = [
    int64s(ranges.map(range => range.conversationId)),
    int64s(ranges.map(range => range.fromSeq)),
    int64s(ranges.map(range => range.toSeq)),
  ];
  await pool.query({ ...MARK_DISPATCHED, values });
}

/**
 * Locks the rows in the order of the ids, as an append does, before it touches any. Under the same lock
 * an append enters its logs into `undispatched`, so none is missing there.
 */
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
    ), moved AS (
      UPDATE conversations
      SET dispatched_seq = LEAST(to_seq, last_seq)
      FROM locked
      WHERE conversations.conversation_id = locked.conversation_id
        AND dispatched_seq >= from_seq - 1 AND dispatched_seq < to_seq
      RETURNING conversations.conversation_id, dispatched_seq = last_seq AS done
    )
    DELETE FROM undispatched USING moved
    WHERE undispatched.conversation_id = moved.conversation_id AND done`,
};

/** LATERAL with LIMIT keeps the planner to one index lookup each: of so short-lived rows it knows nothing. */
export const UNDISPATCHED = `SELECT head.*
  FROM undispatched, LATERAL (
      SELECT conversation_id, dispatched_seq, last_seq, last_event_at_ms FROM conversations
      WHERE conversation_id = undispatched.conversation_id
      LIMIT 1
    ) AS head
  WHERE dispatched_seq < last_seq AND last_event_at_ms < $1
  ORDER BY last_event_at_ms LIMIT $2`;
