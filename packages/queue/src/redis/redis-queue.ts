import { randomUUID } from 'node:crypto';
import { invalid, ParleyError } from '@parley/core';
import { type RedisCommand, RedisConnection } from '@parley/redis';
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
import { commands, scripts } from './commands/index.ts';
import { RedisDeadLetters } from './dead-letters.ts';
import { createIds, encodeElement } from './element.ts';
import { Fill } from './fill.ts';
import { type QueueKeys, queueKeys } from './keys.ts';
import {
  type RedisQueueOptions,
  type ResolvedRedisQueueOptions,
  resolveRedisQueueOptions,
} from './options.ts';
import { Parcel } from './parcel.ts';
import { RedisConsumer } from './redis-consumer.ts';

/**
 * A queue of Redis lists, one per partition. Returns at once and connects by itself.
 *
 * While Redis is away every call rejects with `unavailable`, at once; consumers wait and go on by
 * themselves when it is back. After a `publish` that rejected, some of the messages may be in the
 * queue. A Redis that lost its data lost what waited in it.
 */
export function createRedisQueue(options: RedisQueueOptions): Queue {
  return new RedisQueue(resolveRedisQueueOptions(options));
}

class RedisQueue implements Queue {
  private readonly options: ResolvedRedisQueueOptions;
  private readonly keys: QueueKeys;
  private readonly connection: RedisConnection;
  private readonly dead: RedisDeadLetters;
  private readonly fill = new Fill();
  private readonly nextId = createIds();
  private readonly consumers = new Set<RedisConsumer>();
  private agreed = false;
  private closed = false;

  constructor(options: ResolvedRedisQueueOptions) {
    this.options = options;
    this.keys = queueKeys(options.prefix);
    this.connection = new RedisConnection(options, scripts);
    this.dead = new RedisDeadLetters(this.connection, this.keys, options.maxDeadLetters);
  }

  async publish(messages: readonly QueueMessage[]): Promise<void> {
    const parcel = new Parcel();
    for (const { key, payload } of messages) {
      parcel.add(partitionOf(key, this.options.partitions), this.nextId(), payload);
    }
    await this.checkRoom(messages.length);
    await this.send(parcel);
  }

  async consume(handler: BatchHandler, options: ConsumeOptions): Promise<Consumer> {
    checkConsumeOptions(options);
    await this.agreeOnPartitions();
    if (this.closed) throw new ParleyError('unavailable', 'The queue is closed.');
    const consumer = this.createConsumer(handler, options);
    this.consumers.add(consumer);
    const close = async () => {
      await consumer.close();
      this.consumers.delete(consumer);
    };
    try {
      await consumer.start();
    } catch (error) {
      await close();
      throw error;
    }
    return { close };
  }

  async postpone(partition: number, payload: Uint8Array, delayMs: number): Promise<void> {
    checkPartition(partition, this.options.partitions);
    checkDelay(delayMs);
    const element = encodeElement(this.nextId(), payload);
    await this.connection.command(commands.postpone.call(this.keys, partition, element, delayMs));
  }

  async bury(letter: Omit<DeadLetter, 'deadLetterId'>): Promise<void> {
    checkPartition(letter.partition, this.options.partitions);
    await this.dead.add(this.nextId(), letter);
  }

  async deadLetters(limit: number, after?: DeadLetterPlace): Promise<DeadLetter[]> {
    checkLimit(limit);
    return this.dead.oldest(limit, after);
  }

  /**
   * The letters lie in another slot than the partitions, so this is not one step: they are put back
   * first and removed then. Two calls at the same time may both put a letter back.
   */
  async replay(deadLetterIds: readonly string[]): Promise<number> {
    const letters = await this.dead.find(deadLetterIds);
    const parcel = new Parcel();
    for (const { partition, payload } of letters) {
      // There may have been more partitions when it died.
      parcel.add(partition % this.options.partitions, this.nextId(), payload);
    }
    await this.send(parcel);
    return this.purge(letters.map(letter => letter.deadLetterId));
  }

  async purge(deadLetterIds: readonly string[]): Promise<number> {
    return this.dead.discard(deadLetterIds);
  }

  async depth(): Promise<{ waiting: number; postponed: number; dead: number }> {
    const partitions = Array.from({ length: this.options.partitions }, (_, i) => i);
    const [lengths, dead] = await Promise.all([
      this.connection.pipeline(partitions.map(one => commands.measure.call(this.keys, one))),
      this.connection.command(['hlen', this.keys.deadLetters]),
    ]);
    const depth = { waiting: 0, postponed: 0, dead: Number(dead) };
    for (const [waiting, postponed] of lengths as [number, number][]) {
      depth.waiting += waiting;
      depth.postponed += postponed;
    }
    return depth;
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.all([...this.consumers].map(consumer => consumer.close()));
    await this.connection.close();
  }

  private createConsumer(handler: BatchHandler, options: ConsumeOptions): RedisConsumer {
    const { consumerId, maxItems } = options;
    const context = {
      connection: new RedisConnection(this.options, scripts),
      keys: this.keys,
      handler,
      maxItems,
      // A process that starts again under its old name is somebody else to the leases.
      holder: `${consumerId}:${randomUUID()}`,
      leaseMs: this.options.leaseMs,
      pollMs: this.options.pollMs,
      logger: this.options.logger.child({ consumerId }),
    };
    return new RedisConsumer(context, this.options);
  }

  private async send(parcel: Parcel): Promise<void> {
    await this.agreeOnPartitions();
    await this.tell(parcel.commands(this.keys));
  }

  /** @throws ParleyError `overloaded` when so many more do not fit. */
  private async checkRoom(messages: number): Promise<void> {
    const { partitions, maxWaiting } = this.options;
    if (this.fill.total + messages <= maxWaiting) return;
    // Much of what was pushed may be gone by now.
    await this.tell(Array.from({ length: partitions }, (_, i) => ['llen', this.keys.list(i)]));
    if (this.fill.total + messages > maxWaiting) throw queueIsFull(maxWaiting);
  }

  private async tell(commands: readonly RedisCommand[]): Promise<void> {
    this.fill.learn(commands, await this.connection.pipeline(commands));
  }

  /** The first node writes the number down; one that has another is refused. */
  private async agreeOnPartitions(): Promise<void> {
    if (this.agreed) return;
    const { partitions, prefix } = this.options;
    const key = this.keys.partitions;
    const [, written] = await this.connection.pipeline([
      ['set', key, partitions, 'NX'],
      ['get', key],
    ]);
    const held = Number(written);
    if (held !== partitions) {
      const how = `stop all nodes, drain the queue and delete the key ${key} to change it`;
      throw invalid('partitions', partitions, `${held} as the queue "${prefix}" has (${how})`);
    }
    this.agreed = true;
  }
}
