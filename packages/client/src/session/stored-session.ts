import type { SignedInView } from '@parley/wire';

/** A sign-in as it is kept: the server's answer and when, by this machine's clock, it came. */
export interface StoredSession extends SignedInView {
  receivedAtMs: number;
}

/** Reads what was stored; null for anything that is no session (an older version's, a torn write). */
export function parseSession(text: string | null): StoredSession | null {
  if (text === null) return null;
  try {
    const value = JSON.parse(text) as Partial<StoredSession> | null;
    const whole =
      typeof value?.accessToken === 'string' &&
      typeof value.refreshToken === 'string' &&
      typeof value.accessExpiresAtMs === 'number' &&
      typeof value.user?.userId === 'string';
    return whole ? (value as StoredSession) : null;
  } catch {
    return null;
  }
}

/** A token is renewed this long before it expires. */
const LEAD_MS = 30_000;
/** A token this young is trusted even if it looks expired: then the machine's clock is wrong. */
const TRUSTED_MS = 60_000;

export function needsRenewal(session: StoredSession, nowMs: number): boolean {
  const ageMs = nowMs - session.receivedAtMs;
  const young = ageMs >= 0 && ageMs < TRUSTED_MS;
  return !young && nowMs > session.accessExpiresAtMs - LEAD_MS;
}
