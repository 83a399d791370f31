import { type Clock, ParleyError } from '@parley/core';
import type { AccountStore, SessionRecordStore } from '@parley/store';
import type { CloseSockets } from '../dispatch/close-sockets.ts';
import type { LogicOptions } from '../options.ts';
import { sessionRevoked } from '../tokens/authenticate.ts';
import type { RefreshTokens } from '../tokens/refresh-tokens.ts';
import type { IssueTokens, SessionTokens, SignedIn } from '../tokens/session-tokens.ts';

interface Ports {
  sessions: Pick<SessionRecordStore, 'find' | 'rotate' | 'revoke'>;
  accounts: Pick<AccountStore, 'findByIds'>;
  refreshTokens: Pick<RefreshTokens, 'read' | 'isOurs' | 'successor' | 'successorWith'>;
  issueTokens: IssueTokens;
  closeSockets: CloseSockets;
  clock: Clock;
  options: Pick<LogicOptions, 'refreshGraceMs'>;
}

/**
 * Gives new tokens for a refresh token, which is good once: an answer that was lost may be asked for
 * again within `refreshGraceMs`, and is the same refresh token again. If an old one comes later, two
 * parties hold it and nobody knows which of them is the thief: the session is signed out and its
 * sockets are closed (RFC 9700, 4.14.2). Text that we never issued signs nobody out.
 * @throws ParleyError `unauthenticated` (not ours), `token_expired`, `session_revoked`.
 */
export type RefreshSession = (refreshToken: string) => Promise<SignedIn>;

export function refreshSession(ports: Ports): RefreshSession {
  const { sessions, accounts, refreshTokens, issueTokens, closeSockets, clock, options } = ports;
  return async function refresh(token): Promise<SignedIn> {
    const given = refreshTokens.read(token);
    if (given === undefined) throw notOurs();
    const { sessionId } = given;
    const session = (await sessions.find([sessionId])).get(sessionId);
    if (session === undefined) throw refreshTokens.isOurs(token) ? sessionRevoked() : notOurs();

    const signOut = async () => {
      await sessions.revoke([sessionId]);
      await closeSockets(session.userId, [sessionId]);
    };
    const signedIn = async (tokens: SessionTokens): Promise<SignedIn> => {
      const user = (await accounts.findByIds([session.userId])).get(session.userId);
      if (user === undefined) throw sessionRevoked();
      return { user, sessionId, ...tokens };
    };
    const nowMs = clock.nowMs();
    if (session.refreshHash !== given.hash) {
      if (!refreshTokens.isOurs(token)) throw notOurs();
      const next = refreshTokens.successorWith(session.refreshHash, token);
      // Nothing but a refresh moves the time at which a session was last seen.
      if (next !== undefined && nowMs - session.lastSeenAtMs < options.refreshGraceMs) {
        const { tokens } = issueTokens(session.userId, sessionId, next);
        return signedIn({ ...tokens, refreshExpiresAtMs: session.refreshExpiresAtMs });
      }
      await signOut();
      throw sessionRevoked();
    }
    if (nowMs >= session.refreshExpiresAtMs) {
      await signOut();
      throw new ParleyError('token_expired', 'You were away for long. Please sign in again.');
    }
    const next = refreshTokens.successor(token);
    const { tokens, refreshHash } = issueTokens(session.userId, sessionId, next);
    const rotated = await sessions.rotate(sessionId, given.hash, {
      refreshHash,
      refreshExpiresAtMs: tokens.refreshExpiresAtMs,
      lastSeenAtMs: nowMs,
    });
    // Otherwise the same token was used between our look and now: it is an old one already.
    return rotated ? signedIn(tokens) : refresh(token);
  };
}

function notOurs(): ParleyError {
  return new ParleyError('unauthenticated', 'The refresh token is not valid. Please sign in.', {
    field: 'refreshToken',
    expected: 'the newest refresh token of a session',
  });
}
