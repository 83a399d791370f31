import { type Clock, ParleyError, type SessionId, type UserId } from '@parley/core';
import type { SessionRecordStore } from '@parley/store';
import { batchAsker } from '../batching/batch-asker.ts';
import type { AccessTokens } from './jwt.ts';

/** On whose behalf something is done. */
export interface Session {
  userId: UserId;
  sessionId: SessionId;
}

/** @throws ParleyError `unauthenticated`, `token_expired`, `session_revoked`. */
export type Authenticate = (accessToken: string) => Promise<Session>;

/** That a session has not been signed out. @throws ParleyError `session_revoked`. */
export type RequireSession = (session: Session) => Promise<void>;

/** The sessions of all calls of one turn are looked up together. */
export function sessionRequirer(sessions: Pick<SessionRecordStore, 'owners'>): RequireSession {
  const findOwner = batchAsker<SessionId, UserId | undefined>(async sessionIds => {
    const owners = await sessions.owners(sessionIds);
    return sessionIds.map(sessionId => owners.get(sessionId));
  });
  return async ({ userId, sessionId }) => {
    if ((await findOwner(sessionId)) !== userId) throw sessionRevoked();
  };
}

interface Ports {
  requireSession: RequireSession;
  tokens: Pick<AccessTokens, 'verify'>;
  clock: Clock;
}

/**
 * Who shows this access token: its signature and time are checked, and that the session has not been
 * signed out since.
 */
export function authenticator({ requireSession, tokens, clock }: Ports): Authenticate {
  return async accessToken => {
    const { sub: userId, sid: sessionId } = tokens.verify(accessToken, clock.nowMs());
    const session = { userId, sessionId };
    await requireSession(session);
    return session;
  };
}

export function sessionRevoked(): ParleyError {
  return new ParleyError('session_revoked', 'This device was signed out. Please sign in again.');
}
