import { ParleyError } from '@parley/core';
import { queueIsFull } from '../overloaded.ts';
import { partitionOf } from '../partition.ts';
import type {
  BatchHandler,
  ConsumeOptions,
  Consumer,
  DeadLetter,
  DeadLetterPlace,
  Queue,
  QueueMessage,
} from '../queue.ts';
import { checkConsumeOptions, checkDelay, checkLimit, checkPartition } from '../validate.ts';
import { DeadLetters } from './dead-letters.ts';
import { Lane } from './lane.ts';
import { MemoryConsumer } from './memory-consumer.ts';
import { type MemoryQueueOptions, resolveMemoryQueueOptions } from './options.ts';

/**
 * A queue inside one process, for `--module all`. What waits in it dies with the process: then the
 * dispatches come again from the outbox, and dead letters are lost.
 */
export function createMemoryQueue(options: MemoryQueueOptions = {}): Queue {
  return new MemoryQueue(resolveMemoryQueueOptions(options));
}

class MemoryQueue implements Queue {
  private readonly options: Required<MemoryQueueOptions>;
  private readonly lanes: readonly Lane[];
  private readonly dead: DeadLetters;
  private consumers: readonly MemoryConsumer[] = [];
  private lastId = 0;
  private closed = false;

  constructor(options: Required<MemoryQueueOptions>) {
    this.options = options;
    const { partitions, maxDeadLetters, logger } = options;
    this.lanes = Array.from({ length: partitions }, (_, partition) => new Lane(partition, logger));
    this.dead = new DeadLetters(maxDeadLetters);
  }

  async publish(messages: readonly QueueMessage[]): Promise<void> {
    this.checkOpen();
    const { maxWaiting } = this.options;
    if (this.waiting() + this.postponed() + messages.length > maxWaiting) {
      throw queueIsFull(maxWaiting);
    }
    for (const { key, payload } of messages) {
      this.add(partitionOf(key, this.lanes.length), new Uint8Array(payload));
    }
  }

  async consume(handler: BatchHandler, options: ConsumeOptions): Promise<Consumer> {
    this.checkOpen();
    checkConsumeOptions(options);
    const consumer = new MemoryConsumer(handler, options.maxItems, leaving => {
      this.share(this.consumers.filter(one => one !== leaving));
    });
    this.share([...this.consumers, consumer]);
    return consumer;
  }

  async postpone(partition: number, payload: Uint8Array, delayMs: number): Promise<void> {
    this.checkOpen();
    checkPartition(partition, this.lanes.length);
    checkDelay(delayMs);
    this.lanes[partition]?.postpone(this.nextId(), new Uint8Array(payload), delayMs);
  }

  async bury(letter: Omit<DeadLetter, 'deadLetterId'>): Promise<void> {
    this.checkOpen();
    checkPartition(letter.partition, this.lanes.length);
    this.dead.add({ ...letter, deadLetterId: this.nextId() });
  }

  async deadLetters(limit: number, after?: DeadLetterPlace): Promise<DeadLetter[]> {
    this.checkOpen();
    checkLimit(limit);
    return this.dead.oldest(limit, after);
  }

  async replay(deadLetterIds: readonly string[]): Promise<number> {
    this.checkOpen();
    const letters = this.dead.take(deadLetterIds);
    for (const { partition, payload } of letters) this.add(partition, payload);
    return letters.length;
  }

  async purge(deadLetterIds: readonly string[]): Promise<number> {
    this.checkOpen();
    return this.dead.take(deadLetterIds).length;
  }

  async depth(): Promise<{ waiting: number; postponed: number; dead: number }> {
    this.checkOpen();
    return { waiting: this.waiting(), postponed: this.postponed(), dead: this.dead.size };
  }

  async close(): Promise<void> {
    this.closed = true;
    const { consumers } = this;
    this.share([]);
    for (const lane of this.lanes) lane.close();
    await Promise.all(consumers.map(consumer => consumer.close()));
  }

  private add(partition: number, payload: Uint8Array): void {
    this.lanes[partition]?.add(this.nextId(), payload);
  }

  /** Partition by partition in turn, so that no consumer has more than one above another. */
  private share(consumers: readonly MemoryConsumer[]): void {
    this.consumers = consumers;
    for (const [partition, lane] of this.lanes.entries()) {
      lane.assign(consumers[partition % consumers.length]);
    }
  }

  private waiting(): number {
    return this.lanes.reduce((sum, lane) => sum + lane.size, 0);
  }

  private postponed(): number {
    return this.lanes.reduce((sum, lane) => sum + lane.postponedSize, 0);
  }

  private nextId(): string {
    this.lastId += 1;
    return String(this.lastId);
  }

  private checkOpen(): void {
    if (this.closed) throw new ParleyError('unavailable', 'The queue is closed.');
  }
}
