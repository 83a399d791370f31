import { backoffMs, type Logger, sleep } from '@parley/core';
import type { RedisConnection } from '@parley/redis';
import { handlerPauseMs } from '../handler-pause.ts';
import type { BatchHandler, QueueItem } from '../queue.ts';
import { Bell } from './bell.ts';
import { commands } from './commands/index.ts';
import type { Ack, Lease, Taken } from './commands/take.ts';
import type { QueueKeys } from './keys.ts';
import { reportFailure } from './report.ts';

/** What all workers of a consumer have in common. */
export interface WorkerContext {
  connection: RedisConnection;
  keys: QueueKeys;
  handler: BatchHandler;
  maxItems: number;
  holder: string;
  leaseMs: number;
  pollMs: number;
  logger: Logger;
}

/**
 * So long a batch that is done may wait for the next one, in ms: a single question acknowledges the one
 * and takes the other, which is half of all questions under load. If the process dies in this time, the
 * batch is done twice.
 */
const ACK_WITHIN_MS = 20;

/** While Redis cannot be asked. */
const RETRY = { firstMs: 100, maxMs: 1_000, jitter: 0.5 } as const;

/**
 * Works one partition, batch by batch, from the first `take`, which acquires it, until it is stopped
 * or somebody else turns out to have it. Because a worker lives until its handler call is over, a
 * consumer that loses a partition and gets it again never handles it twice at the same time.
 */
export class PartitionWorker {
  /** Resolves when the partition is given back or lost; never rejects. */
  readonly done: Promise<void>;
  private readonly context: WorkerContext;
  private readonly lease: Lease;
  private readonly bell = new Bell();
  private readonly stopping = new AbortController();

  constructor(context: WorkerContext, partition: number) {
    this.context = context;
    this.lease = { partition, holder: context.holder, leaseMs: context.leaseMs };
    this.done = this.work();
  }

  get isStopping(): boolean {
    return this.stopping.signal.aborted;
  }

  /** Looks at the partition now. */
  wake(): void {
    this.bell.ring();
  }

  /** Finishes the batch in hand and gives the partition back. */
  stop(): Promise<void> {
    this.stopping.abort();
    this.bell.ring();
    return this.done;
  }

  private async work(): Promise<void> {
    let ack: Ack | undefined;
    let failures = 0;
    let rejections = 0;
    while (!this.isStopping) {
      const askedAt = performance.now();
      let taken: Taken | undefined;
      try {
        taken = await this.take(ack);
        failures = 0;
      } catch (error) {
        // The acknowledgement is kept and sent again; it is harmless if it had arrived.
        failures += 1;
        await this.retryLater(error, failures);
        continue;
      }
      if (!taken) return;
      ack = undefined;
      // The process stood still: somebody else may have the partition by now, so ask again.
      if (performance.now() - askedAt > this.lease.leaseMs) continue;
      const last = taken.items.at(-1);
      if (last && !(await this.handle(taken.items))) {
        rejections += 1;
        await sleep(handlerPauseMs(rejections), this.stopping.signal);
        continue;
      }
      if (last) {
        rejections = 0;
        ack = { count: taken.items.length, lastId: last.itemId };
      }
      await this.rest(askedAt, taken, ack);
    }
    await this.release(ack);
  }

  /** Until there is something to take, as far as is known, or to acknowledge. */
  private async rest(askedAt: number, { nextDueMs }: Taken, ack: Ack | undefined): Promise<void> {
    const atMostMs = ack ? ACK_WITHIN_MS : this.context.pollMs;
    const dueMs = askedAt + (nextDueMs ?? this.context.pollMs) - performance.now();
    const restMs = Math.min(atMostMs, Math.ceil(dueMs));
    if (restMs > 0) await this.bell.wait(restMs);
  }

  private async take(ack: Ack | undefined): Promise<Taken | undefined> {
    const { connection, keys, maxItems } = this.context;
    const reply = await connection.command(commands.take.call(keys, this.lease, maxItems, ack));
    return commands.take.decode(this.lease.partition, reply);
  }

  /** Whether the handler took the batch. */
  private async handle(items: readonly QueueItem[]): Promise<boolean> {
    try {
      await this.context.handler(items);
      return true;
    } catch (error) {
      const { partition } = this.lease;
      this.context.logger.warn(
        { err: error, partition, items: items.length },
        'a batch was rejected',
      );
      return false;
    }
  }

  private async retryLater(error: unknown, failures: number): Promise<void> {
    const { partition } = this.lease;
    reportFailure(this.context.logger, error, 'could not take from the queue', {
      partition,
      failures,
    });
    await sleep(backoffMs(failures, RETRY), this.stopping.signal);
  }

  private async release(ack: Ack | undefined): Promise<void> {
    const { connection, keys, logger } = this.context;
    try {
      await connection.command(commands.release.call(keys, this.lease, ack));
    } catch (error) {
      const { partition } = this.lease;
      reportFailure(logger, error, 'could not give a partition back; its lease will end', {
        partition,
      });
    }
  }
}
