import type { UserId } from '@parley/core';

const DIRECT = 'direct:';
const INBOX = 'inbox:';

/** The key of the one conversation of a pair: whoever opens it, it is the same. */
export function directKey(a: UserId, b: UserId): string {
  const [low, high] = isLower(a, b) ? [a, b] : [b, a];
  return `${DIRECT}${low}:${high}`;
}

/** Whose conversation it is, from the key of a direct conversation or an inbox: one or two users. */
export function usersOfKey(key: string | null): UserId[] {
  if (key?.startsWith(DIRECT)) {
    const colon = key.indexOf(':', DIRECT.length);
    const low = key.slice(DIRECT.length, colon);
    const high = key.slice(colon + 1);
    return low === high ? [low] : [low, high];
  }
  return key?.startsWith(INBOX) ? [key.slice(INBOX.length)] : [];
}

/** The other one of a direct conversation; oneself in the notes to oneself. */
export function peerOf(key: string | null, userId: UserId): UserId {
  return usersOfKey(key).find(other => other !== userId) ?? userId;
}

/** By number; ids have no leading zeros and may be larger than a JavaScript number is exact. */
function isLower(a: string, b: string): boolean {
  return a.length === b.length ? a < b : a.length < b.length;
}
