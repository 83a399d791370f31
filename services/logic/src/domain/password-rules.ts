import { invalid } from '@parley/core';

const MAX_CHARS = 128;

/** @throws ParleyError `invalid_request`; never with the password in it. */
export function checkPassword(password: string, minChars: number): void {
  const chars = Array.from(password).length;
  if (chars < minChars || chars > MAX_CHARS || !password.isWellFormed()) {
    throw invalid('password', '(not shown)', `${minChars} to ${MAX_CHARS} characters`);
  }
}

/** Whether it is worth comparing: hashing takes time with the length. */
export function isPossiblePassword(password: string): boolean {
  return password.length > 0 && password.length <= 2 * MAX_CHARS;
}
