import { driverError } from '../sql/driver-error.ts';
import { type Fault, isUniqueRule } from '../sql/errors.ts';

/** SQLite names the columns of a broken rule, not the rule. */
const RULES: Record<string, string> = {
  'users.name_key': 'users_name_key',
  'conversations.unique_key': 'conversations_unique_key',
  'events.client_id, events.sender_id': 'events_client_id',
};

/** By https://sqlite.org/rescode.html. */
export function sqliteFault(error: unknown): Fault | undefined {
  const cause = driverError(error);
  if (!cause) return undefined;
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
      return cause.code.startsWith('SQLITE_IOERR') ? { kind: 'unavailable' } : undefined;
  }
}
