import { type BackoffOptions, backoffMs, type Logger, sleep } from '@parley/core';
import type { Endpoint } from '../modules/module.ts';
import type { Worker, WorkerExit } from './worker.ts';

/** Who has lived for so long is started again as if it had never died before. */
const STEADY_MS = 60_000;

const RESTART: BackoffOptions = { firstMs: 100, maxMs: 10_000, jitter: 0.3 };

/** A worker that serves, as people are shown it. */
export interface ServingWorker {
  number: number;
  pid: number;
  endpoints: readonly Endpoint[];
}

/** Keeps a number of workers running until `stop`: one that dies is started again, after a pause that grows. */
export class Workers {
  private readonly count: number;
  private readonly startWorker: (number: number) => Worker;
  private readonly logger: Logger;
  private readonly alive = new Map<number, Worker>();
  private readonly serving = new Set<number>();
  private readonly kept: Promise<void>[] = [];
  private readonly stopping = new AbortController();

  constructor(count: number, startWorker: (number: number) => Worker, logger: Logger) {
    this.count = count;
    this.startWorker = startWorker;
    this.logger = logger;
  }

  /**
   * Resolves when all of them serve, or to the exit of one that ended before it ever did. The first one
   * starts alone, so that what keeps it from starting is said once.
   */
  async start(): Promise<ServingWorker[] | WorkerExit> {
    const first = await this.startOne(1);
    if ('code' in first) return first;
    const others = Array.from({ length: this.count - 1 }, (_, i) => this.startOne(i + 2));
    const all: ServingWorker[] = [];
    for (const one of [first, ...(await Promise.all(others))]) {
      if ('code' in one) return one;
      all.push(one);
    }
    return all;
  }

  /** Whether every one of them serves. */
  get isComplete(): boolean {
    return this.serving.size === this.count;
  }

  metrics(): Promise<object[]> {
    return Promise.all([...this.alive.values()].map(worker => worker.metrics()));
  }

  /** Asks all of them for an orderly stop; resolves when they have ended. */
  async stop(): Promise<void> {
    this.stopping.abort();
    for (const worker of this.alive.values()) worker.stop();
    await Promise.all(this.kept);
  }

  private startOne(number: number): Promise<ServingWorker | WorkerExit> {
    return new Promise(resolve => {
      this.kept.push(this.keep(number, resolve));
    });
  }

  /** @param firstLife told how the worker's first start went */
  private async keep(
    number: number,
    firstLife: (outcome: ServingWorker | WorkerExit) => void,
  ): Promise<void> {
    const { signal } = this.stopping;
    let hasServed = false;
    let deaths = 0;
    while (!signal.aborted) {
      const startedMs = performance.now();
      const worker = this.startWorker(number);
      this.alive.set(number, worker);
      void worker.running.then(endpoints => {
        hasServed = true;
        this.serving.add(number);
        firstLife({ number, pid: worker.pid, endpoints });
      });
      const exit = await worker.exited;
      this.alive.delete(number);
      this.serving.delete(number);
      firstLife(exit);
      if (!hasServed || signal.aborted) return;
      deaths = performance.now() - startedMs > STEADY_MS ? 1 : deaths + 1;
      const waitMs = backoffMs(deaths, RESTART);
      this.logger.warn({ worker: number, ...exit, waitMs }, 'a worker died; it is started again');
      await sleep(waitMs, signal);
    }
  }
}
