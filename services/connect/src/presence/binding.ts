import type { Binding } from '@parley/contracts';
import type { Channel } from '../channel/channel.ts';

/** What ties a device to this socket; undefined while it is not known whose it is. */
export function bindingOf(channel: Channel): Required<Binding> | undefined {
  const { identity, connectionId, away } = channel;
  if (identity === undefined) return undefined;
  const { userId, sessionId, deviceId, boundAtUs, attempt } = identity;
  const gapKnown = false;
  return { userId, sessionId, deviceId, connectionId, boundAtUs, away, gapKnown, attempt };
}
