import { QueryFailedError } from 'typeorm';
import { type Fault, isUniqueRule } from '../sql/errors.ts';

/** SQLite names the columns of a broken rule, not the rule. */
const RULES: Record<string, string> = {
  'users.name_key': 'users_name_key',
  'conversations.unique_key': 'conversations_unique_key',
  'events.sender_id, events.client_id': 'events_client_id',
};

/** By https://sqlite.org/rescode.html. */
export function sqliteFault(error: unknown): Fault | undefined {
  const cause = error instanceof QueryFailedError ? error.driverError : error;
  if (!isSqliteError(cause)) return undefined;
  switch (cause.code) {
    case 'SQLITE_CONSTRAINT_UNIQUE':
    case 'SQLITE_CONSTRAINT_PRIMARYKEY': {
      const columns = cause.message.replace('UNIQUE constraint failed: ', '');
      const rule = RULES[columns] ?? '';
      return { kind: 'not_unique', rule: isUniqueRule(rule) ? rule : 'other' };
    }
    case 'SQLITE_BUSY':
    case 'SQLITE_BUSY_SNAPSHOT':
    case 'SQLITE_BUSY_RECOVERY':
    case 'SQLITE_LOCKED':
    case 'SQLITE_FULL':
    case 'SQLITE_CANTOPEN':
      return { kind: 'unavailable' };
    case 'SQLITE_MISMATCH':
    case 'SQLITE_TOOBIG':
    case 'SQLITE_CONSTRAINT_DATATYPE':
      return { kind: 'bad_value' };
    default:
      if (String(cause.code).startsWith('SQLITE_IOERR')) return { kind: 'unavailable' };
      return undefined;
  }
}

/** By its shape: the native addon keeps the class of whoever loaded it first in the process. */
function isSqliteError(error: unknown): error is { code: string; message: string } {
  return typeof error === 'object' && error !== null && 'code' in error && 'message' in error;
}
