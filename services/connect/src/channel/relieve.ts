import type { Channel } from './channel.ts';

/**
 * When more than `maxBytes` wait for all sockets together, closes those for which most waits, until
 * the rest has room. Nothing is lost to them: they resume. Returns how many were closed.
 */
export function relieve(channels: readonly Channel[], maxBytes: number): number {
  let bytes = channels.reduce((sum, { outboundBytes }) => sum + outboundBytes, 0);
  if (bytes <= maxBytes) return 0;
  const slowest = channels
    .map(channel => ({ channel, bytes: channel.outboundBytes }))
    .sort((one, other) => other.bytes - one.bytes);
  let closed = 0;
  for (const one of slowest) {
    if (bytes <= maxBytes) break;
    one.channel.close('too_slow');
    bytes -= one.bytes;
    closed += 1;
  }
  return closed;
}
