import { ParleyError, type SessionId } from '@parley/core';
import type { SessionRecordStore } from '@parley/store';
import type { CloseSockets } from '../dispatch/close-sockets.ts';
import type { Session } from '../tokens/authenticate.ts';

/** Which of the user's own sessions end. */
export type SignOutChoice =
  | { which: 'own' }
  | { which: 'one'; sessionId: SessionId }
  | { which: 'others' };

interface Ports {
  sessions: Pick<SessionRecordStore, 'listByUser' | 'revoke'>;
  closeSockets: CloseSockets;
}

/**
 * Ends sessions at once: their tokens stop working with this call, and their sockets are closed.
 * Resolves to how many ended.
 * @throws ParleyError `not_found` for a session that is not one of the user's.
 */
export type SignOut = (session: Session, choice: SignOutChoice) => Promise<number>;

export function signOut({ sessions, closeSockets }: Ports): SignOut {
  const choose = async ({ userId, sessionId }: Session, choice: SignOutChoice) => {
    if (choice.which === 'own') return [sessionId];
    const all = (await sessions.listByUser(userId)).map(session => session.sessionId);
    if (choice.which === 'others') return all.filter(id => id !== sessionId);
    if (!all.includes(choice.sessionId)) throw sessionNotFound(choice.sessionId);
    return [choice.sessionId];
  };
  return async (session, choice) => {
    const ending = await choose(session, choice);
    if (ending.length === 0) return 0;
    // First the database: a socket that is closed must not find the session still there.
    const ended = await sessions.revoke(ending);
    await closeSockets(session.userId, ending);
    return ended;
  };
}

function sessionNotFound(sessionId: SessionId): ParleyError {
  return new ParleyError('not_found', 'You have no such session.', {
    field: 'sessionId',
    value: sessionId,
    expected: 'one of your sessions',
  });
}
