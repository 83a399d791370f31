import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Logger, sleep } from '@parley/core';
import { handlerPauseMs } from '../handler-pause.ts';
import type { QueueItem } from '../queue.ts';
import type { MemoryConsumer } from './memory-consumer.ts';

/** One partition: what waits in it, in order, and the loop that hands it to whoever has it now. */
export class Lane {
  private readonly waiting: QueueItem[] = [];
  /** Postponed and due: they go ahead of what waits when the batch in hand is finished. */
  private readonly due: QueueItem[] = [];
  /** So many of the first that wait were handed out before and not acknowledged. */
  private inHand = 0;
  private readonly postponed = new Map<NodeJS.Timeout, QueueItem>();
  private readonly partition: number;
  private readonly logger: Logger;
  private readonly closing = new AbortController();
  private owner: MemoryConsumer | undefined;
  private working = false;

  constructor(partition: number, logger: Logger) {
    this.partition = partition;
    this.logger = logger;
  }

  /** Published and not acknowledged. */
  get size(): number {
    return this.waiting.length + this.due.length;
  }

  get postponedSize(): number {
    return this.postponed.size;
  }

  /** @param payload owned by the lane from now on */
  add(itemId: string, payload: Uint8Array): void {
    this.waiting.push({ itemId, partition: this.partition, payload });
    this.wake();
  }

  /** @param payload owned by the lane from now on */
  postpone(itemId: string, payload: Uint8Array, delayMs: number): void {
    const item = { itemId, partition: this.partition, payload };
    const timer = setTimeout(() => {
      this.postponed.delete(timer);
      this.due.push(item);
      this.wake();
    }, delayMs);
    this.postponed.set(timer, item);
  }

  /** A batch in hand is finished by the owner that has it; the next one goes to the new owner. */
  assign(owner: MemoryConsumer | undefined): void {
    this.owner = owner;
    this.wake();
  }

  /** Ends a pause; no batch starts any more. */
  close(): void {
    this.owner = undefined;
    for (const timer of this.postponed.keys()) clearTimeout(timer);
    this.postponed.clear();
    this.closing.abort();
  }

  private wake(): void {
    if (this.working) return;
    this.working = true;
    void this.work();
  }

  private async work(): Promise<void> {
    let failures = 0;
    for (;;) {
      // One turn of the event loop for each batch: what is published meanwhile joins it, and a fast
      // handler under load does not keep timers and sockets waiting.
      await nextTurn();
      if (!this.owner || this.size === 0) break;
      const { owner } = this;
      if (this.inHand === 0) this.waiting.unshift(...this.due.splice(0, owner.maxItems));
      // What was rejected comes again whole.
      const batch = this.waiting.slice(0, this.inHand || owner.maxItems);
      this.inHand = batch.length;
      try {
        await owner.handle(batch.map(copy));
        this.waiting.splice(0, batch.length);
        this.inHand = 0;
        failures = 0;
      } catch (error) {
        failures += 1;
        const pauseMs = handlerPauseMs(failures);
        const { partition } = this;
        this.logger.warn({ err: error, partition, failures, pauseMs }, 'a batch was rejected');
        await sleep(pauseMs, this.closing.signal);
      }
    }
    this.working = false;
  }
}

/** The handler may write into what it gets, and then reject it. */
function copy(item: QueueItem): QueueItem {
  return { ...item, payload: new Uint8Array(item.payload) };
}
