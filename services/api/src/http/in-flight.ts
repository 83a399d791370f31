import { ParleyError } from '@parley/core';
import type { ApiMetrics } from '../metrics.ts';

/** How long who is refused should wait: most of what is in hand is answered by then. */
const RETRY_AFTER_MS = 1_000;

/** Counts the requests in hand. */
export class InFlight {
  private requests = 0;
  private readonly max: number;
  private readonly metrics: Pick<ApiMetrics, 'inFlight' | 'overloaded'>;

  constructor(max: number, metrics: Pick<ApiMetrics, 'inFlight' | 'overloaded'>) {
    this.max = max;
    this.metrics = metrics;
  }

  /** @throws ParleyError `overloaded` beyond `max`: a queue would only answer later. */
  enter(): void {
    if (this.requests >= this.max) {
      this.metrics.overloaded.inc();
      throw new ParleyError('overloaded', 'Too many requests are in hand. Please try again.', {
        retryAfterMs: RETRY_AFTER_MS,
      });
    }
    this.requests += 1;
    this.metrics.inFlight.set(this.requests);
  }

  /** Once for each that has entered, when its answer is out or its caller gone. */
  leave(): void {
    this.requests -= 1;
    this.metrics.inFlight.set(this.requests);
  }
}
