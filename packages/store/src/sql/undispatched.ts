import type { EventLog } from '../event-log.ts';
import { requirePositive } from './require-positive.ts';
import type { RunSql } from './run-sql.ts';

interface RawUndispatched {
  conversation_id: string;
  dispatched_seq: string;
  last_seq: string;
}

/** `statement` takes the time and the limit. For a database that finds these rows in a way of its own. */
export function createUndispatched(runSql: RunSql, statement: string): EventLog['undispatched'] {
  return async (committedBeforeMs, limit) => {
    const values = [committedBeforeMs, requirePositive('limit', limit)];
    const rows = await runSql<RawUndispatched>(statement, values);
    return rows.map(row => ({
      conversationId: String(row.conversation_id),
      fromSeq: Number(row.dispatched_seq) + 1,
      toSeq: Number(row.last_seq),
    }));
  };
}
