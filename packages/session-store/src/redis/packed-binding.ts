import type { UserId } from '@parley/core';
import type { Binding } from '../session-store.ts';

/** What the scripts do not look into of a binding; user and device stand in the key and the field. */
export function packBinding({
  connectionId,
  serverId,
  sessionId,
  attempt,
}: Pick<Binding, 'connectionId' | 'serverId' | 'sessionId' | 'attempt'>): string {
  return JSON.stringify([connectionId, serverId, sessionId, attempt]);
}

/**
 * A device's field as the scripts write it; undefined once it has expired. (Cut by its spaces: a pattern
 * takes twice as long, and whoever looks for people reads many of these.)
 */
export function unpackDevice(
  userId: UserId,
  deviceId: string,
  value: string,
  nowMs = 0,
): Binding | undefined {
  // The field without a name is the user's status.
  if (deviceId === '') return undefined;
  const awayAt = value.indexOf(' ') + 1;
  if (Number(value.slice(0, awayAt)) <= nowMs) return undefined;
  const boundAt = awayAt + 4;
  const packedAt = value.indexOf(' ', boundAt) + 1;
  const packed = JSON.parse(value.slice(packedAt)) as [string, string, string, number?];
  // Nodes of an older version write no attempt.
  const [connectionId, serverId, sessionId, attempt = 0] = packed;
  return {
    userId,
    sessionId,
    deviceId,
    connectionId,
    serverId,
    away: value[awayAt] === '1',
    boundAtUs: Number(value.slice(boundAt, packedAt)),
    attempt,
  };
}

/**
 * Names a binding in its node's index. With the connection in it, so that what a late disconnect takes
 * out is never the entry of the connection that came after.
 */
export function indexMember({
  userId,
  deviceId,
  connectionId,
}: Pick<Binding, 'userId' | 'deviceId' | 'connectionId'>): string {
  return JSON.stringify([userId, deviceId, connectionId]);
}

export function readIndexMember(
  member: string,
): Pick<Binding, 'userId' | 'deviceId' | 'connectionId'> {
  const [userId, deviceId, connectionId] = JSON.parse(member) as [string, string, string];
  return { userId, deviceId, connectionId };
}
