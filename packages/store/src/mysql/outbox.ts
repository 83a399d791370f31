import type { Pool, RowDataPacket } from 'mysql2/promise';
import type { EventLog } from '../event-log.ts';
import type { DispatchedRange } from '../sql/merge-dispatched.ts';
import { requirePositive } from '../sql/require-positive.ts';

interface RawUndispatched extends RowDataPacket {
  conversation_id: string;
  dispatched_seq: string;
  last_seq: string;
}

export async function moveDispatched(
  pool: Pool,
  ranges: readonly DispatchedRange[],
): Promise<void> {
  const values = ranges.map(range => [range.conversationId, range.fromSeq, range.toSeq]);
  await pool.execute(MARK_DISPATCHED, [JSON.stringify(values)]);
}

/** Asks the column that stands in for a partial index. */
export function createUndispatched(pool: Pool): EventLog['undispatched'] {
  return async (committedBeforeMs, limit) => {
    const [rows] = await pool.execute<RawUndispatched[]>(UNDISPATCHED, [
      String(committedBeforeMs),
      String(requirePositive('limit', limit)),
    ]);
    return rows.map(row => ({
      conversationId: String(row.conversation_id),
      fromSeq: Number(row.dispatched_seq) + 1,
      toSeq: Number(row.last_seq),
    }));
  };
}

/** In the order of the ids, as an append locks the rows. */
const MARK_DISPATCHED = `UPDATE
    JSON_TABLE(?, '$[*]' COLUMNS (id bigint PATH '$[0]', from_seq bigint PATH '$[1]', to_seq bigint PATH '$[2]'))
      AS stretch
    STRAIGHT_JOIN conversations ON conversation_id = stretch.id
  SET dispatched_seq = LEAST(to_seq, last_seq)
  WHERE dispatched_seq >= from_seq - 1 AND dispatched_seq < to_seq`;

const UNDISPATCHED = `SELECT conversation_id, dispatched_seq, last_seq FROM conversations
  WHERE undispatched_since_ms < ? ORDER BY undispatched_since_ms LIMIT ?`;
