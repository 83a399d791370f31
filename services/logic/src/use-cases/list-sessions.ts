import type { Clock } from '@parley/core';
import type { SessionRecord, SessionRecordStore } from '@parley/store';
import type { Session } from '../tokens/authenticate.ts';

interface Ports {
  sessions: Pick<SessionRecordStore, 'listByUser'>;
  clock: Clock;
}

/** The user's signed-in devices, the one seen last first; without those that were away too long. */
export type ListSessions = (session: Session) => Promise<SessionRecord[]>;

export function listSessions({ sessions, clock }: Ports): ListSessions {
  return async ({ userId }) => {
    const nowMs = clock.nowMs();
    const all = await sessions.listByUser(userId);
    const alive = all.filter(session => session.refreshExpiresAtMs > nowMs);
    return alive.sort((a, b) => b.lastSeenAtMs - a.lastSeenAtMs);
  };
}
