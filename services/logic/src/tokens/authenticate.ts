import { type Clock, ParleyError, type SessionId, type UserId } from '@parley/core';
import type { SessionRecordStore } from '@parley/store';
import { type Asked, batchTeller } from '../batching/batch-asker.ts';
import type { AccessTokens } from './jwt.ts';
import type { OpaqueTokens } from './opaque-tokens.ts';

/** On whose behalf something is done. */
export interface Session {
  userId: UserId;
  sessionId: SessionId;
}

/** Who waits to hear whether a session is still there: one of both is called, once. Neither may throw. */
export interface SessionAsker {
  isOpen(session: Session): void;
  /** @param error ParleyError `session_revoked`, or what the database threw */
  refused(error: unknown): void;
}

/** That a session has not been signed out. @throws ParleyError `session_revoked`. */
export type RequireSession = (session: Session) => Promise<void>;

/** @param userId whose it has to be; undefined: whoever's it is */
type AskSession = (sessionId: SessionId, userId: UserId | undefined, asker: SessionAsker) => void;

/** @throws ParleyError `unauthenticated`, `token_expired`, `session_revoked`. */
export type Authenticate = (accessToken: string) => Promise<Session>;

/**
 * `Authenticate` without its promises, for what comes by the ten thousand a second.
 * @throws ParleyError `unauthenticated`, `token_expired`: at once, and the asker is told nothing then.
 */
export type AskWhose = (accessToken: string, asker: SessionAsker) => void;

/** The sessions of all calls of one turn are looked up together. */
export function sessionAsker(sessions: Pick<SessionRecordStore, 'owners'>): AskSession {
  const askOwner = batchTeller<SessionId, UserId | undefined>(async sessionIds => {
    const owners = await sessions.owners(sessionIds);
    return sessionIds.map(sessionId => owners.get(sessionId));
  });
  return (sessionId, userId, asker) => askOwner(new OwnerQuestion(sessionId, userId, asker));
}

class OwnerQuestion implements Asked<SessionId, UserId | undefined> {
  readonly question: SessionId;
  private readonly userId: UserId | undefined;
  private readonly asker: SessionAsker;

  constructor(sessionId: SessionId, userId: UserId | undefined, asker: SessionAsker) {
    this.question = sessionId;
    this.userId = userId;
    this.asker = asker;
  }

  resolve(owner: UserId | undefined): void {
    const { question: sessionId, userId = owner, asker } = this;
    if (owner === undefined || owner !== userId) asker.refused(sessionRevoked());
    else asker.isOpen({ userId: owner, sessionId });
  }

  reject(error: unknown): void {
    this.asker.refused(error);
  }
}

export function sessionRequirer(askSession: AskSession): RequireSession {
  return ({ userId, sessionId }) =>
    new Promise((resolve, refused) =>
      askSession(sessionId, userId, { isOpen: () => resolve(), refused }),
    );
}

interface Ports {
  askSession: AskSession;
  tokens: Pick<AccessTokens, 'verify'>;
  opaqueTokens: Pick<OpaqueTokens, 'looksLike' | 'verify'>;
  clock: Clock;
}

/**
 * Whose access token it is: its signature and time are checked, and that the session has not been
 * signed out since.
 */
export function tokenAsker({ askSession, tokens, opaqueTokens, clock }: Ports): AskWhose {
  return (accessToken, asker) => {
    if (opaqueTokens.looksLike(accessToken)) {
      askSession(opaqueTokens.verify(accessToken, clock.nowMs()), undefined, asker);
      return;
    }
    const { sub: userId, sid: sessionId } = tokens.verify(accessToken, clock.nowMs());
    askSession(sessionId, userId, asker);
  };
}

export function authenticator(askWhose: AskWhose): Authenticate {
  return accessToken =>
    new Promise((isOpen, refused) => askWhose(accessToken, { isOpen, refused }));
}

export function sessionRevoked(): ParleyError {
  return new ParleyError('session_revoked', 'This device was signed out. Please sign in again.');
}
