import type { Clock } from '@parley/core';
import type { SessionRecordStore, UserRecord } from '@parley/store';
import { toDeviceName } from '../domain/labels.ts';
import type { LogicOptions } from '../options.ts';
import type { IssueTokens, SignedIn } from './session-tokens.ts';

/** Signs a device in: a session of its own, so that it can be signed out alone. */
export type StartSession = (user: UserRecord, deviceName: string) => Promise<SignedIn>;

interface Ports {
  sessions: Pick<SessionRecordStore, 'create'>;
  issueTokens: IssueTokens;
  nextId: () => string;
  clock: Clock;
  options: Pick<LogicOptions, 'limits'>;
}

export function sessionStarter({
  sessions,
  issueTokens,
  nextId,
  clock,
  options,
}: Ports): StartSession {
  return async (user, deviceName) => {
    const sessionId = nextId();
    const { tokens, refreshHash } = issueTokens(user.userId, sessionId);
    const nowMs = clock.nowMs();
    await sessions.create({
      sessionId,
      userId: user.userId,
      deviceName: toDeviceName(deviceName, options.limits),
      refreshHash,
      refreshExpiresAtMs: tokens.refreshExpiresAtMs,
      createdAtMs: nowMs,
      lastSeenAtMs: nowMs,
    });
    return { user, sessionId, ...tokens };
  };
}
