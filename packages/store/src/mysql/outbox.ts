import type { Pool } from 'mysql2/promise';
import type { DispatchedRange } from '../sql/merge-dispatched.ts';

export async function moveDispatched(
  pool: Pool,
  ranges: readonly DispatchedRange[],
): Promise<void> {
  const values = ranges.map(range => [range.conversationId, range.fromSeq, range.toSeq]);
  await pool.execute(MARK_DISPATCHED, [JSON.stringify(values)]);
}

/** In the order of the ids, as an append locks the rows. */
const MARK_DISPATCHED = `UPDATE
    JSON_TABLE(?, '$[*]' COLUMNS (id bigint PATH '$[0]', from_seq bigint PATH '$[1]', to_seq bigint PATH '$[2]'))
      AS stretch
    STRAIGHT_JOIN conversations ON conversation_id = stretch.id
  SET dispatched_seq = LEAST(to_seq, last_seq)
  WHERE dispatched_seq >= from_seq - 1 AND dispatched_seq < to_seq`;

/** Asks the column that stands in for a partial index. */
export const UNDISPATCHED = `SELECT conversation_id, dispatched_seq, last_seq FROM conversations
  WHERE undispatched_since_ms < $1 ORDER BY undispatched_since_ms LIMIT $2`;
