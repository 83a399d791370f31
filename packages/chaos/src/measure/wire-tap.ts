import type { WebSocketFactory, WebSocketLike } from '@parley/client';
import type { ServerFrame } from '@parley/wire';
import { SeqRanges } from './seq-ranges.ts';

/** What came over the sockets of all devices, below the SDK. */
export class WireTap {
  /** Events that a device had been sent before: allowed, the SDK shows each once. */
  readonly duplicates = { pushed: 0, asked: 0 };
  events = 0;
  /** How sockets ended, by close code. */
  readonly closeCodes = new Map<number, number>();

  /** A factory for the sockets of one run of one device, which remembers what has come. */
  factory(): WebSocketFactory {
    const had = new Map<string, SeqRanges>();
    return url => {
      const socket = new WebSocket(url);
      socket.addEventListener('message', ({ data }) => this.read(String(data), had));
      socket.addEventListener('close', ({ code }) => {
        this.closeCodes.set(code, (this.closeCodes.get(code) ?? 0) + 1);
      });
      return socket as WebSocketLike;
    };
  }

  private read(data: string, had: Map<string, SeqRanges>): void {
    // Only frames with events are of interest; reading the others twice would cost for nothing.
    if (!data.includes('"seq":')) return;
    const frame = JSON.parse(data) as ServerFrame;
    if (frame.op !== 'events' && frame.op !== 'page') return;
    for (const { conversationId, seq } of frame.events) {
      this.events++;
      const known = had.get(conversationId) ?? new SeqRanges();
      had.set(conversationId, known);
      if (!known.add(seq)) this.duplicates[frame.op === 'events' ? 'pushed' : 'asked']++;
    }
  }
}
