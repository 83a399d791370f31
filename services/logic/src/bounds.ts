import { ParleyError } from '@parley/core';
import type { LogicMetrics } from './metrics.ts';
import type { LogicOptions } from './options.ts';

/** The options beyond which logic refuses with `overloaded`. */
export const BOUNDS = [
  'maxWaitingDrafts',
  'maxDraftWaitMs',
  'maxWaitingMarks',
  'maxWaitingPasswords',
  'maxWaitingReads',
  'maxUnanswered',
  'maxCalls',
] as const satisfies readonly (keyof LogicOptions)[];

export type Bound = (typeof BOUNDS)[number];

/** How long who is refused should wait: most of what waits is done by then. */
const RETRY_AFTER_MS = 500;

/** Counts a refusal and makes the error for it. */
export type Refuse = (bound: Bound, message: string) => ParleyError;

export function refuser(metrics: Pick<LogicMetrics, 'refused'>): Refuse {
  // From the beginning on, so that a rate can be taken of the first refusal.
  for (const bound of BOUNDS) metrics.refused.inc({ bound }, 0);
  return (bound, message) => {
    metrics.refused.inc({ bound });
    return new ParleyError('overloaded', message, { retryAfterMs: RETRY_AFTER_MS });
  };
}
