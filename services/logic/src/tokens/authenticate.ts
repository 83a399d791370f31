import { type Clock, ParleyError, type SessionId, type UserId } from '@parley/core';
import type { SessionRecordStore } from '@parley/store';
import { batchAsker } from '../batching/batch-asker.ts';
import type { AccessTokens } from './jwt.ts';
import type { OpaqueTokens } from './opaque-tokens.ts';

/** On whose behalf something is done. */
export interface Session {
  userId: UserId;
  sessionId: SessionId;
}

/** @throws ParleyError `unauthenticated`, `token_expired`, `session_revoked`. */
export type Authenticate = (accessToken: string) => Promise<Session>;

/** Whose a session is; undefined when it has been signed out. */
type FindOwner = (sessionId: SessionId) => Promise<UserId | undefined>;

/** That a session has not been signed out. @throws ParleyError `session_revoked`. */
export type RequireSession = (session: Session) => Promise<void>;

/** The sessions of all calls of one turn are looked up together. */
export function ownerFinder(sessions: Pick<SessionRecordStore, 'owners'>): FindOwner {
  return batchAsker<SessionId, UserId | undefined>(async sessionIds => {
    const owners = await sessions.owners(sessionIds);
    return sessionIds.map(sessionId => owners.get(sessionId));
  });
}

export function sessionRequirer(findOwner: FindOwner): RequireSession {
  return async ({ userId, sessionId }) => {
    if ((await findOwner(sessionId)) !== userId) throw sessionRevoked();
  };
}

interface Ports {
  findOwner: FindOwner;
  requireSession: RequireSession;
  tokens: Pick<AccessTokens, 'verify'>;
  opaqueTokens: Pick<OpaqueTokens, 'looksLike' | 'verify'>;
  clock: Clock;
}

/**
 * Who shows this access token: its signature and time are checked, and that the session has not been
 * signed out since.
 */
export function authenticator(ports: Ports): Authenticate {
  const { findOwner, requireSession, tokens, opaqueTokens, clock } = ports;
  return async accessToken => {
    if (opaqueTokens.looksLike(accessToken)) {
      const sessionId = opaqueTokens.verify(accessToken, clock.nowMs());
      const userId = await findOwner(sessionId);
      if (userId === undefined) throw sessionRevoked();
      return { userId, sessionId };
    }
    const { sub: userId, sid: sessionId } = tokens.verify(accessToken, clock.nowMs());
    const session = { userId, sessionId };
    await requireSession(session);
    return session;
  };
}

export function sessionRevoked(): ParleyError {
  return new ParleyError('session_revoked', 'This device was signed out. Please sign in again.');
}
