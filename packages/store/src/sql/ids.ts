import { invalid } from '@parley/core';

/**
 * Whether this is an id as we write it: decimal digits below 2^53 without a leading zero. Anything
 * else names nothing, and must not reach a database that would round or coerce it into another id.
 */
export function isId(text: string): boolean {
  const value = Number(text);
  return Number.isSafeInteger(value) && value >= 0 && String(value) === text;
}

/** @throws ParleyError `invalid_request`, for what is to be written. */
export function requireId(field: string, text: string): string {
  if (!isId(text)) throw invalid(field, text, 'a decimal number from 0 to 2^53 - 1');
  return text;
}

/** Ids in the order of the database. */
export function byId(a: string, b: string): number {
  return Number(a) - Number(b);
}
