import type { Limits } from '@parley/wire';
import type { Bucket } from '../hub/bucket.ts';

/**
 * Pings who was silent for half a heartbeat and closes who was silent for two, answers to pings
 * included. Called twice in a heartbeat for each bucket.
 */
export function sweepIdle(
  bucket: Bucket,
  { heartbeatMs }: Pick<Limits, 'heartbeatMs'>,
  nowMs: number,
): void {
  for (const channel of bucket.channels()) {
    const silentMs = nowMs - channel.heardAtMs;
    // Who is not being read cannot be heard.
    if (channel.transport.isPaused) continue;
    if (silentMs >= 2 * heartbeatMs) channel.close('idle_timeout');
    else if (silentMs >= heartbeatMs / 2) channel.transport.ping();
  }
}
