import { invalid } from '@parley/core';

const MIN_CHARS = 2;
const MAX_CHARS = 32;
const SHAPE = /^[\p{L}\p{Nd}][\p{L}\p{M}\p{Nd}._-]*$/u;
const EXPECTED = `${MIN_CHARS} to ${MAX_CHARS} letters, digits, ".", "_" or "-", beginning with a letter or digit`;

/**
 * A name to sign in with, in the form that is stored: NFKC, so that one name has one spelling (full
 * width, ligatures). That it is unique without regard to case is the store's matter.
 * @throws ParleyError `invalid_request`.
 */
export function checkUserName(given: string): string {
  const name = normalizeUserName(given);
  const chars = Array.from(name).length;
  if (chars < MIN_CHARS || chars > MAX_CHARS || !SHAPE.test(name)) {
    throw invalid('name', given, EXPECTED);
  }
  return name;
}

/** The same without a check, for looking somebody up. */
export function normalizeUserName(given: string): string {
  return given.trim().normalize('NFKC');
}
