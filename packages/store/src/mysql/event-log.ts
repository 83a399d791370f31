import type { Pool, RowDataPacket } from 'mysql2/promise';
import type { EventLog } from '../event-log.ts';
import { mergeDispatched } from '../sql/merge-dispatched.ts';
import { requirePositive } from '../sql/require-positive.ts';
import { retryLostRaces } from '../sql/retry-lost-races.ts';
import { append } from './append.ts';
import { mysqlFault } from './fault.ts';

interface RawUndispatched extends RowDataPacket {
  conversation_id: string;
  dispatched_seq: string;
  last_seq: string;
}

export function createLogWrites(
  pool: Pool,
): Pick<EventLog, 'append' | 'markDispatched' | 'undispatched'> {
  return {
    append: async (drafts, admit) => (drafts.length === 0 ? [] : append(pool, drafts, admit)),

    async markDispatched(heads) {
      const ranges = mergeDispatched(heads).map(r => [r.conversationId, r.fromSeq, r.toSeq]);
      if (ranges.length === 0) return;
      const values = [JSON.stringify(ranges)];
      await retryLostRaces(() => pool.execute(MARK_DISPATCHED, values), mysqlFault);
    },

    async undispatched(committedBeforeMs, limit) {
      const [rows] = await pool.execute<RawUndispatched[]>(UNDISPATCHED, [
        String(committedBeforeMs),
        String(requirePositive('limit', limit)),
      ]);
      return rows.map(row => ({
        conversationId: String(row.conversation_id),
        fromSeq: Number(row.dispatched_seq) + 1,
        toSeq: Number(row.last_seq),
      }));
    },
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
