import type { ConversationId } from '@parley/core';
import type { Channel } from '../channel/channel.ts';
import type { Run } from './run.ts';

/** The subscribers of a conversation in one bucket. */
export class Room {
  readonly conversationId: ConversationId;
  /** Each with the first seq that it may hear: an event that is pushed late is not for who joined after it. */
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

  /** False if it was in; it then hears from the earlier of the two seqs. */
  add(channel: Channel, fromSeq: number): boolean {
    const before = this.channels.get(channel);
    this.channels.set(channel, Math.min(before ?? fromSeq, fromSeq));
    return before === undefined;
  }

  /** False if it was not in. */
  delete(channel: Channel): boolean {
    return this.channels.delete(channel);
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
