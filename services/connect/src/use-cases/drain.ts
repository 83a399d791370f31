import type { Channel } from '../channel/channel.ts';
import { reconnectFrame } from '../frames/server-frames.ts';

/**
 * Tells every client to come back elsewhere, each after another time within `drainMs`, and closes it
 * when that has come. So the nodes that are left are not stormed. Yields between slices.
 *
 * @param random 0 … 1, exclusive of 1
 */
export async function sendElsewhere(
  channels: readonly Channel[],
  drainMs: number,
  random: () => number = Math.random,
): Promise<void> {
  for (const [i, channel] of channels.entries()) {
    if (i % SLICE === SLICE - 1) await new Promise(resolve => setImmediate(resolve));
    const afterMs = Math.floor(random() * drainMs);
    // Who is not in yet has nothing to lose by leaving at once.
    if (channel.state.is === 'handshaking')
      channel.close('going_away', JSON.stringify({ afterMs }));
    else channel.drain(reconnectFrame(afterMs), afterMs);
  }
}

const SLICE = 500;
