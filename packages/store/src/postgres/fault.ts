import { driverError } from '../sql/driver-error.ts';
import { type Fault, isUniqueRule } from '../sql/errors.ts';

/** By https://www.postgresql.org/docs/current/errcodes-appendix.html; the first two characters are a class. */
export function postgresFault(error: unknown): Fault | undefined {
  const cause = driverError(error);
  if (!cause) return undefined;
  const { code, constraint, message } = cause;
  if (code === UNIQUE_VIOLATION) {
    return { kind: 'not_unique', rule: isUniqueRule(constraint) ? constraint : 'other' };
  }
  if (code === NOT_NULL_VIOLATION) {
    return { kind: HEAD_TIME.test(message) ? 'earlier' : 'not_null' };
  }
  if (LOST_RACES.has(code)) return { kind: 'lost_race' };
  const away = UNAVAILABLE_CODES.has(code) || UNAVAILABLE_CLASSES.has(code.slice(0, 2));
  // Errors of the driver itself have no code.
  if (away || DRIVER_GAVE_UP.test(message)) return { kind: 'unavailable' };
  if (code.startsWith(BAD_DATA_CLASS)) return { kind: 'bad_value' };
  return undefined;
}

const UNIQUE_VIOLATION = '23505';
const NOT_NULL_VIOLATION = '23502';
/** The column's name is in the words of every language. */
const HEAD_TIME = /\blast_event_at_ms\b/;
const BAD_DATA_CLASS = '22';
/** A deadlock, a failed serialisation. */
const LOST_RACES = new Set(['40001', '40P01']);
const UNAVAILABLE_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  // A statement, transaction or lock that took too long; a server that is read-only after a failover.
  '57014',
  '25P03',
  '55P03',
  '25006',
]);
/** No connection, no resources, operator intervention (a shutdown), trouble of the system. */
const UNAVAILABLE_CLASSES = new Set(['08', '53', '57', '58']);
const DRIVER_GAVE_UP =
  /^(Connection terminated|Query read timeout|timeout exceeded when trying to connect|Client (was closed|has encountered))/;
