import type { BatchHandler, Consumer, QueueItem } from '../queue.ts';

export class MemoryConsumer implements Consumer {
  readonly maxItems: number;
  private readonly handler: BatchHandler;
  private readonly leave: (self: MemoryConsumer) => void;
  private readonly inHand = new Set<Promise<void>>();

  /** @param leave takes the partitions away from this consumer */
  constructor(handler: BatchHandler, maxItems: number, leave: (self: MemoryConsumer) => void) {
    this.handler = handler;
    this.maxItems = maxItems;
    this.leave = leave;
  }

  async handle(items: readonly QueueItem[]): Promise<void> {
    // Started in a promise of its own, so that a handler that throws at once rejects like any other.
    const running = Promise.resolve().then(() => this.handler(items));
    this.inHand.add(running);
    try {
      await running;
    } finally {
      this.inHand.delete(running);
    }
  }

  async close(): Promise<void> {
    this.leave(this);
    await Promise.allSettled(this.inHand);
  }
}
