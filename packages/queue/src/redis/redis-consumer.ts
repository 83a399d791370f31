import { hash32, type Logger } from '@parley/core';
import { RedisSubscription } from '@parley/redis';
import type { Consumer } from '../queue.ts';
import { Bell } from './bell.ts';
import { commands } from './commands/index.ts';
import { CHANGED } from './keys.ts';
import type { ResolvedRedisQueueOptions } from './options.ts';
import { PartitionWorker, type WorkerContext } from './partition-worker.ts';
import { reportFailure } from './report.ts';

/** Signs of life, renewals and a look at the sharing in each lease: one may fail without harm. */
const BEATS_PER_LEASE = 5;

/**
 * Shares the partitions with the other consumers, without anybody in charge: each counts the live
 * ones, has at most `ceil(partitions / consumers)`, gives back what is above it, and takes free ones.
 */
export class RedisConsumer implements Consumer {
  private readonly context: WorkerContext;
  private readonly partitions: number;
  private readonly logger: Logger;
  private readonly workers = new Map<number, PartitionWorker>();
  private readonly bell = new Bell();
  private readonly subscription: RedisSubscription;
  private balancing: Promise<void> = Promise.resolve();
  private closing: Promise<void> | undefined;

  /** @param context its connection is closed with the consumer */
  constructor(context: WorkerContext, options: ResolvedRedisQueueOptions) {
    this.context = context;
    this.partitions = options.partitions;
    this.logger = context.logger;
    this.subscription = new RedisSubscription(options, context.keys.wake, {
      onMessage: message => this.onWake(message),
      onSubscribed: () => this.wakeAll(),
    });
  }

  /** Resolves when the free partitions of its share are taken. @throws ParleyError `unavailable` */
  async start(): Promise<void> {
    await this.balance();
    await this.announce();
    this.balancing = this.keepBalance();
  }

  close(): Promise<void> {
    this.closing ??= this.finish();
    return this.closing;
  }

  private async keepBalance(): Promise<void> {
    // On until the last batch is finished: leases are renewed here.
    while (!this.closing || this.workers.size > 0) {
      await this.bell.wait(this.context.leaseMs / BEATS_PER_LEASE);
      try {
        await this.balance();
      } catch (error) {
        reportFailure(this.logger, error, 'could not share the partitions');
      }
    }
  }

  private async balance(): Promise<void> {
    const { connection, keys } = this.context;
    this.subscription.probe();
    const [live] = await connection.pipeline([
      commands.heartbeat.call(keys, this.context),
      ...[...this.workers.keys()].map(partition =>
        commands.renew.call(keys, { ...this.context, partition }),
      ),
    ]);
    if (this.closing) return;
    const share = Math.ceil(this.partitions / Number(live));
    const kept = [...this.workers.values()].filter(worker => !worker.isStopping);
    for (const surplus of kept.slice(share)) void surplus.stop();
    if (kept.length < share) await this.acquire(share - kept.length);
  }

  /** Starts workers on up to `count` partitions that nobody has. */
  private async acquire(count: number): Promise<void> {
    const { connection, keys, holder } = this.context;
    // Everyone begins elsewhere, so that two that look at the same time rarely want the same one.
    const offset = hash32(holder) % this.partitions;
    const others = Array.from(
      { length: this.partitions },
      (_, i) => (i + offset) % this.partitions,
    ).filter(partition => !this.workers.has(partition));
    const held = await connection.pipeline(others.map(one => ['exists', keys.lease(one)]));
    if (this.closing) return;
    const free = others.filter((_, i) => held[i] === 0);
    for (const partition of free.slice(0, count)) this.work(partition);
  }

  private work(partition: number): void {
    const worker = new PartitionWorker(this.context, partition);
    this.workers.set(partition, worker);
    void worker.done.then(async () => {
      this.workers.delete(partition);
      this.bell.ring();
      await this.announce();
    });
  }

  private onWake(message: string): void {
    if (message === CHANGED) this.bell.ring();
    else for (const partition of message.split(',')) this.workers.get(Number(partition))?.wake();
  }

  private wakeAll(): void {
    this.bell.ring();
    for (const worker of this.workers.values()) worker.wake();
  }

  /** Tells the other consumers to look at the sharing now and not only at their next beat. */
  private async announce(): Promise<void> {
    const { connection, keys } = this.context;
    try {
      await connection.command(['publish', keys.wake, CHANGED]);
    } catch (error) {
      reportFailure(this.logger, error, 'could not announce a change');
    }
  }

  private async finish(): Promise<void> {
    const { connection, keys, holder } = this.context;
    await Promise.all([...this.workers.values()].map(worker => worker.stop()));
    this.bell.ring();
    await this.balancing;
    try {
      await connection.pipeline([
        ['zrem', keys.consumers, holder],
        ['publish', keys.wake, CHANGED],
      ]);
    } catch (error) {
      reportFailure(this.logger, error, 'could not say goodbye; the heartbeat will end');
    }
    await Promise.all([this.subscription.close(), connection.close()]);
  }
}
