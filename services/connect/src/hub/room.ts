import type { ConversationId } from '@parley/core';
import type { Channel } from '../channel/channel.ts';
import type { Run } from './run.ts';

/** The subscribers of a conversation in one bucket. */
export class Room {
  readonly conversationId: ConversationId;
  /**
   * Each with the seq from which on it hears: its membership was right there. An event that is pushed late
   * is not for who joined after it, and a removal from before it does not concern who is back.
   */
  private readonly channels = new Map<Channel, number>();

  constructor(conversationId: ConversationId) {
    this.conversationId = conversationId;
  }

  get size(): number {
    return this.channels.size;
  }

  subscribers(): Iterable<Channel> {
    return this.channels.keys();
  }

  /** False if it was in; it then hears from the later of the two seqs, for it was out in between. */
  add(channel: Channel, fromSeq: number): boolean {
    const before = this.channels.get(channel);
    this.channels.set(channel, Math.max(before ?? fromSeq, fromSeq));
    return before === undefined;
  }

  /** Takes out who left at `seq`. False if it was not in, or has come later. */
  delete(channel: Channel, seq: number): boolean {
    const fromSeq = this.channels.get(channel);
    return fromSeq !== undefined && fromSeq <= seq && this.channels.delete(channel);
  }

  /** Returns how many were reached. */
  deliver(run: Run): number {
    let reached = 0;
    for (const [channel, fromSeq] of this.channels) {
      const frame = run.frameFrom(fromSeq);
      if (frame !== undefined && channel.send(frame)) reached += 1;
    }
    return reached;
  }
}
