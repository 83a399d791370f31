import { createHash, timingSafeEqual } from 'node:crypto';

/** SHA-1 without salt, as an import brings it from a system that kept no better. */
const IMPORTED = /^\$sha1\$([0-9a-f]{40})$/;

/** Whether a hash came by an import: good for one sign-in, which replaces it. */
export function isImported(passwordHash: string): boolean {
  return IMPORTED.test(passwordHash);
}

/** Whether the password belongs to an imported hash; false for one that is none. */
export function matchesImported(passwordHash: string, password: string): boolean {
  const expected = IMPORTED.exec(passwordHash)?.[1];
  if (expected === undefined) return false;
  const given = createHash('sha1').update(password).digest();
  return timingSafeEqual(Buffer.from(expected, 'hex'), given);
}
