import { backoffMs, type Clock, isRetryable, type Logger, sleep } from '@parley/core';
import type { Queue } from '@parley/queue';
import { SerialBatcher } from '../batching/serial-batcher.ts';
import type { LogicMetrics } from '../metrics.ts';
import type { LogicOptions } from '../options.ts';
import { packDispatches } from './pack.ts';
import { type Committed, toDispatch } from './to-dispatch.ts';
import type { Watermark } from './watermark.ts';

/** Most events of one publish. */
const MAX_EVENTS = 1_024;
const RETRY = { firstMs: 50, maxMs: 2_000, jitter: 0.2 };

interface Ports {
  queue: Pick<Queue, 'publish'>;
  watermark: Pick<Watermark, 'note'>;
  clock: Clock;
  logger: Logger;
  metrics: LogicMetrics;
  options: Pick<LogicOptions, 'partitions' | 'maxElementBytes' | 'maxWaitingDispatches'>;
}

/**
 * Hands committed events to the queue, in the order in which they come here, one publish at a time. No
 * sender waits for it: an event is safe once it is committed. While the queue is away it tries again
 * and keeps the order. What does not fit into memory then, what the queue will never take and what is
 * left at the end stays above the watermark, and a sweeper takes it from the log.
 */
export class Dispatcher {
  private readonly batcher: SerialBatcher<Committed>;
  private readonly closing = new AbortController();
  private readonly ports: Ports;

  constructor(ports: Ports) {
    this.ports = ports;
    this.batcher = new SerialBatcher(batch => this.publishPatiently(batch), {
      maxBatch: MAX_EVENTS,
      maxWaiting: ports.options.maxWaitingDispatches,
    });
  }

  /** Call it in the order of the commits. */
  add(committed: Committed): void {
    if (!this.batcher.add(committed)) this.ports.metrics.dispatchesLeft.inc();
  }

  /** Publishes and notes it. Rejects when the queue has refused; then nothing is noted. */
  async publish(batch: readonly Committed[]): Promise<void> {
    const { queue, watermark, clock, metrics, options } = this.ports;
    await queue.publish(packDispatches(batch.map(toDispatch), options));
    watermark.note(batch.map(({ event }) => event));
    const oldest = batch[0];
    if (oldest) metrics.dispatchLagSeconds.observe((clock.nowMs() - oldest.committedAtMs) / 1000);
  }

  /** When the oldest event was made that is still on its way here; undefined when none is. */
  get waitingSinceMs(): number | undefined {
    return this.batcher.oldest?.event.createdAtMs;
  }

  /** How many committed events wait. */
  get size(): number {
    return this.batcher.size;
  }

  /** Resolves when nothing is on its way any more. */
  drained(): Promise<void> {
    return this.batcher.drained();
  }

  /** Waits up to `timeoutMs` for the queue to take what waits, and gives up the rest. */
  async close(timeoutMs: number): Promise<void> {
    const giveUp = setTimeout(() => this.closing.abort(), timeoutMs);
    await this.drained();
    clearTimeout(giveUp);
  }

  private async publishPatiently(batch: readonly Committed[]): Promise<void> {
    const { logger, metrics } = this.ports;
    const { signal } = this.closing;
    for (let attempt = 1; !signal.aborted; attempt++) {
      try {
        return await this.publish(batch);
      } catch (error) {
        metrics.publishesRefused.inc();
        logger.warn({ err: error, events: batch.length, attempt }, 'the queue refused events');
        if (!isRetryable(error)) break;
        await sleep(backoffMs(attempt, RETRY), signal);
      }
    }
    metrics.dispatchesLeft.inc(batch.length);
  }
}
