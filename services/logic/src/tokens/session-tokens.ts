import type { Clock, SessionId, UserId } from '@parley/core';
import type { UserRecord } from '@parley/store';
import type { LogicOptions } from '../options.ts';
import type { AccessTokens } from './jwt.ts';
import type { OpaqueTokens } from './opaque-tokens.ts';
import type { RefreshTokens } from './refresh-tokens.ts';

/** What a device holds of its session; an opaque token has no refresh token beside it (empty). */
export interface SessionTokens {
  accessToken: string;
  accessExpiresAtMs: number;
  refreshToken: string;
  refreshExpiresAtMs: number;
}

/** The answer to register, sign in and refresh. */
export interface SignedIn extends SessionTokens {
  user: UserRecord;
  sessionId: SessionId;
}

/**
 * Fresh tokens of a session, and what the database keeps of the refresh token. With `refresh` that is
 * the refresh token, otherwise a new one.
 */
export type IssueTokens = (
  userId: UserId,
  sessionId: SessionId,
  refresh?: { token: string; hash: string },
) => { tokens: SessionTokens; refreshHash: string };

/** One token instead, which lasts as long as the session: for a client that knows no refresh. */
export type IssueOpaqueToken = (sessionId: SessionId) => ReturnType<IssueTokens>;

interface Ports {
  accessTokens: Pick<AccessTokens, 'sign'>;
  refreshTokens: Pick<RefreshTokens, 'issue'>;
  clock: Clock;
  options: Pick<LogicOptions, 'accessTtlMs' | 'refreshTtlMs'>;
}

export function tokenIssuer({ accessTokens, refreshTokens, clock, options }: Ports): IssueTokens {
  return (userId, sessionId, refresh = refreshTokens.issue(sessionId)) => {
    const nowMs = clock.nowMs();
    // A JWT counts in whole seconds.
    const accessExpiresAtMs = Math.floor((nowMs + options.accessTtlMs) / 1000) * 1000;
    return {
      tokens: {
        accessToken: accessTokens.sign(userId, sessionId, nowMs, accessExpiresAtMs),
        accessExpiresAtMs,
        refreshToken: refresh.token,
        refreshExpiresAtMs: nowMs + options.refreshTtlMs,
      },
      refreshHash: refresh.hash,
    };
  };
}

interface OpaquePorts {
  opaqueTokens: Pick<OpaqueTokens, 'sign'>;
  refreshTokens: Pick<RefreshTokens, 'issue'>;
  clock: Clock;
  options: Pick<LogicOptions, 'opaqueTtlMs'>;
}

export function opaqueTokenIssuer(ports: OpaquePorts): IssueOpaqueToken {
  const { opaqueTokens, refreshTokens, clock, options } = ports;
  return sessionId => {
    // The token counts in whole seconds.
    const expiresAtMs = Math.floor((clock.nowMs() + options.opaqueTtlMs) / 1000) * 1000;
    return {
      tokens: {
        accessToken: opaqueTokens.sign(sessionId, expiresAtMs),
        accessExpiresAtMs: expiresAtMs,
        refreshToken: '',
        refreshExpiresAtMs: expiresAtMs,
      },
      // Of a refresh token that nobody is given.
      refreshHash: refreshTokens.issue(sessionId).hash,
    };
  };
}
