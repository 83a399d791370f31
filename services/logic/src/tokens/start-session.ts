import type { Clock } from '@parley/core';
import type { SessionRecordStore, UserRecord } from '@parley/store';
import { toDeviceName } from '../domain/labels.ts';
import type { LogicOptions } from '../options.ts';
import type { IssueOpaqueToken, IssueTokens, SignedIn } from './session-tokens.ts';

/** Signs a device in: a session of its own, so that it can be signed out alone. */
export type StartSession = (user: UserRecord, device: Device) => Promise<SignedIn>;

/** What signs in. */
export interface Device {
  /** Empty: one is chosen. */
  deviceName: string;
  /** The client knows no refresh: it is given one token, for as long as the session lasts. */
  opaqueToken?: boolean;
}

interface Ports {
  sessions: Pick<SessionRecordStore, 'create'>;
  issueTokens: IssueTokens;
  issueOpaqueToken: IssueOpaqueToken;
  nextId: () => string;
  clock: Clock;
  options: Pick<LogicOptions, 'limits'>;
}

export function sessionStarter({
  sessions,
  issueTokens,
  issueOpaqueToken,
  nextId,
  clock,
  options,
}: Ports): StartSession {
  return async (user, { deviceName, opaqueToken }) => {
    const sessionId = nextId();
    const { tokens, refreshHash } = opaqueToken
      ? issueOpaqueToken(sessionId)
      : issueTokens(user.userId, sessionId);
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
