/** In what a client counts time, and what else differs between those that were made for this interface. */
export interface Dialect {
  /** `send_time` is so many microseconds, rounded down. */
  sendTimeUs: number;
  /** Messages of a page whose size is not given. */
  limit: number;
  /** The answer to a send. */
  sent: string;
}

export const DIALECTS = {
  microseconds: { sendTimeUs: 1, limit: 10, sent: '' },
  seconds: { sendTimeUs: 1_000_000, limit: 20, sent: '{"status":"success"}' },
} as const satisfies Record<string, Dialect>;

export type DialectName = keyof typeof DIALECTS;

/** As microseconds it would be January 1970, as seconds the year 33658. */
const US_FROM = 1e12;
const US_PER_S = 1_000_000;

/**
 * A cursor in microseconds, whether it was given so or in seconds. A second is meant as a whole: in reverse the
 * page begins with its last message.
 */
export function toCursorUs(cursor: number, reverse: boolean): number {
  if (cursor <= 0) return 0;
  if (cursor >= US_FROM) return Math.min(cursor, Number.MAX_SAFE_INTEGER - 1);
  return cursor * US_PER_S + (reverse ? US_PER_S - 1 : 0);
}
