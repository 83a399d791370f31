import { type Logger, sleep } from '@parley/core';

/** Up to this part of the interval is taken away at random, so that instances do not work in step. */
const JITTER = 0.2;

interface Ports {
  /** Carried out once a round; one that fails is logged, and the next round repeats it. */
  work: () => Promise<void>;
  /** For the log. */
  name: string;
  intervalMs: number;
  logger: Logger;
}

/** Work that comes again and again, the first time after one interval; a round never overlaps another. */
export class Rounds {
  private readonly stopped = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private readonly ports: Ports;

  constructor(ports: Ports) {
    this.ports = ports;
  }

  get isClosed(): boolean {
    return this.stopped.signal.aborted;
  }

  start(): void {
    this.running = this.run();
  }

  /** Begins no further round and waits for the one in hand. */
  async close(): Promise<void> {
    this.stopped.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { work, name, intervalMs, logger } = this.ports;
    for (;;) {
      await sleep(intervalMs * (1 - JITTER * Math.random()), this.stopped.signal);
      if (this.isClosed) return;
      try {
        await work();
      } catch (error) {
        logger.warn({ err: error, round: name }, 'a round failed; the next one repeats it');
      }
    }
  }
}
