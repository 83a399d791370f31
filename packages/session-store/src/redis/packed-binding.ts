import type { UserId } from '@parley/core';
import type { Binding } from '../session-store.ts';

/** What the scripts do not look into of a binding; user and device stand in the key and the field. */
export function packBinding({
  connectionId,
  serverId,
  sessionId,
}: Pick<Binding, 'connectionId' | 'serverId' | 'sessionId'>): string {
  return JSON.stringify([connectionId, serverId, sessionId]);
}

const DEVICE = /^(?<expiresAtMs>\d+) (?<away>\d) \d (?<boundAtUs>\d+) (?<packed>.*)$/su;

/** A device's field as the scripts write it; undefined once it has expired. */
export function unpackDevice(
  userId: UserId,
  deviceId: string,
  value: string,
  nowMs = 0,
): Binding | undefined {
  const { expiresAtMs, away, boundAtUs, packed } = DEVICE.exec(value)?.groups ?? {};
  if (packed === undefined || Number(expiresAtMs) <= nowMs) return undefined;
  const [connectionId, serverId, sessionId] = JSON.parse(packed) as [string, string, string];
  return {
    userId,
    sessionId,
    deviceId,
    connectionId,
    serverId,
    away: away === '1',
    boundAtUs: Number(boundAtUs),
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
