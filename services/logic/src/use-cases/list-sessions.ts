import type { SessionRecord, SessionRecordStore } from '@parley/store';
import type { Session } from '../tokens/authenticate.ts';

interface Ports {
  sessions: Pick<SessionRecordStore, 'listByUser'>;
}

/** The user's signed-in devices, the one seen last first. */
export type ListSessions = (session: Session) => Promise<SessionRecord[]>;

export function listSessions({ sessions }: Ports): ListSessions {
  return async ({ userId }) => {
    const all = await sessions.listByUser(userId);
    return all.sort((a, b) => b.lastSeenAtMs - a.lastSeenAtMs);
  };
}
