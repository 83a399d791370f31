import type { Duplex } from 'node:stream';
import { WebSocket } from 'ws';
import type { Channel } from '../channel/channel.ts';
import type { Transport } from '../channel/transport.ts';

/** Up to here copying frames into one buffer is quicker than handing over several. */
const JOIN_BYTES = 65_536;

/**
 * A WebSocket whose text frames are written straight to the raw socket, so that one encoded frame
 * serves any number of receivers. `ws` receives, answers pings and does the closing handshake; whole
 * frames of both may alternate on the wire.
 */
export class ClientSocket extends WebSocket implements Transport {
  channel: Channel | undefined;
  private raw: Duplex | undefined;

  /** To be called once, before anything else. */
  attach(raw: Duplex, channel: Channel): void {
    this.raw = raw;
    this.channel = channel;
  }

  get writableLength(): number {
    return this.raw?.writableLength ?? 0;
  }

  write(frames: readonly Buffer[]): void {
    const { raw } = this;
    if (raw === undefined || this.readyState !== WebSocket.OPEN) return;
    const [first] = frames;
    if (first !== undefined && frames.length === 1) {
      raw.write(first);
      return;
    }
    let bytes = 0;
    for (const frame of frames) bytes += frame.length;
    if (bytes <= JOIN_BYTES) {
      raw.write(Buffer.concat(frames, bytes));
      return;
    }
    raw.cork();
    for (const frame of frames) raw.write(frame);
    raw.uncork();
  }

  onceDrained(callback: () => void): void {
    const { raw } = this;
    if (raw === undefined || raw.destroyed) {
      callback();
      return;
    }
    const done = () => {
      raw.off('drain', done);
      raw.off('close', done);
      callback();
    };
    raw.on('drain', done);
    raw.on('close', done);
  }
}
