import { createHash } from 'node:crypto';
import { invalid } from '@parley/core';

/** No account has a name that begins like this: see `checkUserName`. */
const MARK = '~';
const MAX_CHARS = 64;

/**
 * The name of somebody without an account: it is taken as it is, not folded and not trimmed.
 * @throws ParleyError `invalid_request` naming the field.
 */
export function checkGuestName(field: string, name: string): string {
  const chars = Array.from(name).length;
  if (chars < 1 || chars > MAX_CHARS || name.includes(':') || !name.isWellFormed()) {
    throw invalid(field, name, `1 to ${MAX_CHARS} characters without ":"`);
  }
  return name;
}

/**
 * The name of the guest's user record. Names of users are compared without regard to case and in one
 * spelling, those of guests as they are: no two guests share a digest.
 */
export function guestUserName(name: string): string {
  return `${MARK}${createHash('sha256').update(name).digest('hex')}`;
}

/** Whether a user's name, or the beginning of one, is that of a guest. */
export function isGuestName(userName: string): boolean {
  return userName.startsWith(MARK);
}
