import type { Binding } from '@parley/contracts';
import type { Channel } from '../channel/channel.ts';

/** What ties a device to this socket; undefined while it is not known whose it is. */
export function bindingOf({ identity, connectionId }: Channel): Required<Binding> | undefined {
  if (identity === undefined) return undefined;
  const { userId, sessionId, deviceId } = identity;
  return { userId, sessionId, deviceId, connectionId };
}
