import { Turnstile } from '@parley/core';
import type { Refuse } from '../bounds.ts';
import type { LogicMetrics } from '../metrics.ts';
import type { LogicOptions } from '../options.ts';

interface Ports {
  options: Pick<LogicOptions, 'maxCalls' | 'maxUnanswered'>;
  refuse: Refuse;
  metrics: Pick<LogicMetrics, 'refused'>;
}

/** The calls of other tiers that are being carried out, and their bounds. */
export class Calls {
  /** Of all exchange streams. */
  exchanges = 0;
  /** Calls without a reply that one exchange stream may have. */
  readonly maxUnanswered: number;
  private readonly metrics: Pick<LogicMetrics, 'refused'>;
  private readonly turnstile: Turnstile;

  constructor({ options, refuse, metrics }: Ports) {
    this.maxUnanswered = options.maxUnanswered;
    this.metrics = metrics;
    this.turnstile = new Turnstile({
      atOnce: options.maxCalls,
      maxWaiting: 0,
      refuse: () => refuse('maxCalls', 'Too many requests are in hand. Please try again.'),
    });
  }

  get unaries(): number {
    return this.turnstile.inside;
  }

  /** @throws ParleyError `overloaded` when too many are in hand. */
  unary<T>(carryOut: () => Promise<T>): Promise<T> {
    return this.turnstile.pass(carryOut);
  }

  /** A stream has refused a call. */
  exchangeRefused(): void {
    this.metrics.refused.inc({ bound: 'maxUnanswered' });
  }
}
