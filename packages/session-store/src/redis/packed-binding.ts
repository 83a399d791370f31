import type { UserId } from '@parley/core';
import type { Binding } from '../session-store.ts';

/** A binding as the value of a device's field; user and device stand in the key and the field. */
export function packBinding({ connectionId, serverId, sessionId }: Binding): string {
  return JSON.stringify([connectionId, serverId, sessionId]);
}

export function unpackBinding(userId: UserId, deviceId: string, packed: string): Binding {
  const [connectionId, serverId, sessionId] = JSON.parse(packed) as [string, string, string];
  return { userId, deviceId, connectionId, serverId, sessionId };
}

/** A field's value as the scripts write it: time of expiry, space, packed binding. */
export function unpackLive(
  userId: UserId,
  deviceId: string,
  value: string,
  nowMs: number,
): Binding | undefined {
  const space = value.indexOf(' ');
  if (Number(value.slice(0, space)) <= nowMs) return undefined;
  return unpackBinding(userId, deviceId, value.slice(space + 1));
}

/**
 * Names a binding in its node's index. With the connection in it, so that what a late disconnect takes
 * out is never the entry of the connection that came after.
 */
export function indexMember({ userId, deviceId, connectionId }: Binding): string {
  return JSON.stringify([userId, deviceId, connectionId]);
}

export function readIndexMember(
  member: string,
): Pick<Binding, 'userId' | 'deviceId' | 'connectionId'> {
  const [userId, deviceId, connectionId] = JSON.parse(member) as [string, string, string];
  return { userId, deviceId, connectionId };
}
