import { QueryFailedError } from 'typeorm';
import { type Fault, isUniqueRule } from '../sql/errors.ts';

/** By https://www.postgresql.org/docs/current/errcodes-appendix.html; the first two characters are a class. */
export function postgresFault(error: unknown): Fault | undefined {
  const cause = causeOf(error);
  if (!(cause instanceof Error)) return undefined;
  const code = 'code' in cause ? String(cause.code) : '';
  if (code === UNIQUE_VIOLATION) {
    const rule = constraintOf(cause);
    return { kind: 'not_unique', rule: isUniqueRule(rule) ? rule : 'other' };
  }
  if (
    isLostRace(cause) ||
    UNAVAILABLE_CODES.has(code) ||
    UNAVAILABLE_CLASSES.has(code.slice(0, 2))
  ) {
    return { kind: 'unavailable' };
  }
  // Errors of the driver itself have no code.
  if (DRIVER_GAVE_UP.test(cause.message)) return { kind: 'unavailable' };
  if (code.startsWith('22')) return { kind: 'bad_value' };
  return undefined;
}

/** A deadlock or a failed serialisation: the transaction was undone, and is worth another try at once. */
export function isLostRace(error: unknown): boolean {
  const cause = causeOf(error);
  return cause instanceof Error && 'code' in cause && LOST_RACES.has(String(cause.code));
}

export function breaksUniqueRule(error: unknown, rule: string): boolean {
  const cause = causeOf(error);
  if (!(cause instanceof Error) || !('code' in cause)) return false;
  return cause.code === UNIQUE_VIOLATION && constraintOf(cause) === rule;
}

const UNIQUE_VIOLATION = '23505';
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

function causeOf(error: unknown): unknown {
  return error instanceof QueryFailedError ? error.driverError : error;
}

function constraintOf(cause: Error): string {
  return 'constraint' in cause ? String(cause.constraint) : '';
}
