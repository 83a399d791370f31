import { driverError } from '../sql/driver-error.ts';
import { type Fault, isUniqueRule } from '../sql/errors.ts';

/**
 * By https://mariadb.com/kb/en/mariadb-error-code-reference/, which MySQL shares but for the newest
 * numbers. The driver has names only for those of MySQL.
 */
export function mysqlFault(error: unknown): Fault | undefined {
  const cause = driverError(error);
  if (!cause) return undefined;
  const { code, errno, message } = cause;
  if (errno === DUPLICATE_ENTRY) {
    const index = indexOf(message);
    return { kind: 'not_unique', rule: isUniqueRule(index) ? index : 'other' };
  }
  if (LOST_RACES.has(errno)) return { kind: 'lost_race' };
  const away = UNAVAILABLE.has(errno) || UNAVAILABLE_CODES.has(code);
  // Errors of the driver itself have no number.
  if (away || DRIVER_GAVE_UP.test(message)) return { kind: 'unavailable' };
  return BAD_VALUES.has(errno) ? { kind: 'bad_value' } : undefined;
}

/** `Duplicate entry '…' for key 'users_name_key'`; MySQL puts the table before it. */
function indexOf(message: string): string {
  return /for key '(?:\w+\.)?(\w+)'$/.exec(message)?.[1] ?? '';
}

const DUPLICATE_ENTRY = 1062;
/** A deadlock; a row that changed since it was read. */
const LOST_RACES = new Set([1213, 1020]);
const UNAVAILABLE = new Set([
  // No memory, disk, files, connections or locks left.
  1021, 1037, 1038, 1040, 1041, 1114, 1203, 1206,
  // Shutting down, interrupted, read-only after a failover.
  1053, 1317, 1290, 1792, 1836, 1927, 3168,
  // The network, as the server sees it.
  1152, 1158, 1159, 1160, 1161, 1184, 4031,
  // A lock, statement or transaction that took too long: waiting for it once more helps nobody.
  1205, 1969, 3024, 3058,
]);
const UNAVAILABLE_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'PROTOCOL_CONNECTION_LOST',
  'ERR_STREAM_DESTROYED',
  'ERR_STREAM_WRITE_AFTER_END',
]);
/** Cut off, out of range, not of the type, in a packet too large. */
const BAD_VALUES = new Set([1153, 1264, 1265, 1292, 1366, 1406]);
const DRIVER_GAVE_UP =
  /^(Pool is closed|Can't add new command when connection is in closed state|Connection lost|This socket has been ended)/;
