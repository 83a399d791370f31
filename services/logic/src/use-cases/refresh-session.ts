import { type Clock, ParleyError } from '@parley/core';
import type { AccountStore, SessionRecordStore } from '@parley/store';
import type { CloseSockets } from '../dispatch/close-sockets.ts';
import { sessionRevoked } from '../tokens/authenticate.ts';
import type { RefreshTokens } from '../tokens/refresh-tokens.ts';
import type { IssueTokens, SignedIn } from '../tokens/session-tokens.ts';

interface Ports {
  sessions: Pick<SessionRecordStore, 'find' | 'rotate' | 'revoke'>;
  accounts: Pick<AccountStore, 'findByIds'>;
  refreshTokens: Pick<RefreshTokens, 'read' | 'isOurs'>;
  issueTokens: IssueTokens;
  closeSockets: CloseSockets;
  clock: Clock;
}

/**
 * Gives new tokens for a refresh token, which is good once. If an old one comes again, two parties
 * hold it and nobody knows which of them is the thief: the session is signed out and its sockets are
 * closed (RFC 9700, 4.14.2). Text that we never issued signs nobody out.
 * @throws ParleyError `unauthenticated` (not ours), `token_expired`, `session_revoked`.
 */
export type RefreshSession = (refreshToken: string) => Promise<SignedIn>;

export function refreshSession(ports: Ports): RefreshSession {
  const { sessions, accounts, refreshTokens, issueTokens, closeSockets, clock } = ports;
  return async token => {
    const given = refreshTokens.read(token);
    if (given === undefined) throw notOurs();
    const { sessionId } = given;
    const session = (await sessions.find([sessionId])).get(sessionId);
    if (session === undefined) throw refreshTokens.isOurs(token) ? sessionRevoked() : notOurs();

    const signOut = async () => {
      await sessions.revoke([sessionId]);
      await closeSockets(session.userId, [sessionId]);
    };
    if (session.refreshHash !== given.hash) {
      if (!refreshTokens.isOurs(token)) throw notOurs();
      await signOut();
      throw sessionRevoked();
    }
    const nowMs = clock.nowMs();
    if (nowMs >= session.refreshExpiresAtMs) {
      await signOut();
      throw new ParleyError('token_expired', 'You were away for long. Please sign in again.');
    }
    const { tokens, refreshHash } = issueTokens(session.userId, sessionId);
    const rotated = await sessions.rotate(sessionId, given.hash, {
      refreshHash,
      refreshExpiresAtMs: tokens.refreshExpiresAtMs,
      lastSeenAtMs: nowMs,
    });
    if (!rotated) {
      // Somebody else used the same token between our look and now.
      await signOut();
      throw sessionRevoked();
    }
    const user = (await accounts.findByIds([session.userId])).get(session.userId);
    if (user === undefined) throw sessionRevoked();
    return { user, sessionId, ...tokens };
  };
}

function notOurs(): ParleyError {
  return new ParleyError('unauthenticated', 'The refresh token is not valid. Please sign in.', {
    field: 'refreshToken',
    expected: 'the newest refresh token of a session',
  });
}
