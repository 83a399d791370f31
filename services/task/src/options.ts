import { randomUUID } from 'node:crypto';
import { invalid } from '@parley/core';
import type { RetryOptions } from './retry-schedule.ts';

export interface TaskOptions extends RetryOptions {
  /** Names this process among the consumers of the queue. Default: a random one. */
  consumerId: string;
  /** Most queue items in one batch. Default 256. */
  maxItems: number;
  /**
   * A push with more dispatches is cut into several. Each is answered by itself, and by its answers a
   * busy node is told from a frozen one: small enough that a busy one answers often. Default 256.
   */
  pushDispatches: number;
  /** The same in bytes, and well below what gRPC takes in one message. Default 1048576. */
  pushBytes: number;
  /**
   * A push fails when its node has answered nothing, neither this push nor another, for this time,
   * in ms. It may still arrive, and then the retry brings a copy, which clients know by its seq.
   * Default 3000.
   */
  pushTimeoutMs: number;
  /**
   * How long nobody waits for a node that did not answer, in ms: pushes to it fail at once and are
   * tried again later, so that it holds up one batch in this time and no more. Default 3000.
   */
  slowNodePauseMs: number;
  /**
   * A node that has left the registry and is not back after this time is forgotten by the session
   * store, in ms. Longer than a lease takes to be renewed. Default 2000.
   */
  goneDelayMs: number;
  /** Who was on a node that is gone is shown as offline after this time, unless back elsewhere, in ms. Default 3000. */
  offlineGraceMs: number;
}

export const DEFAULT_TASK_OPTIONS: Omit<TaskOptions, 'consumerId'> = {
  maxItems: 256,
  pushDispatches: 256,
  pushBytes: 1_048_576,
  retryLimit: 3,
  retryFirstMs: 100,
  retryFactor: 2,
  retryMaxMs: 10_000,
  pushTimeoutMs: 3_000,
  slowNodePauseMs: 3_000,
  goneDelayMs: 2_000,
  offlineGraceMs: 3_000,
};

const LEAST: Record<keyof typeof DEFAULT_TASK_OPTIONS, number> = {
  maxItems: 1,
  pushDispatches: 1,
  pushBytes: 1,
  retryLimit: 0,
  retryFirstMs: 1,
  retryFactor: 1,
  retryMaxMs: 1,
  pushTimeoutMs: 1,
  slowNodePauseMs: 0,
  goneDelayMs: 0,
  offlineGraceMs: 0,
};

/**
 * The options with the defaults filled in.
 * @throws ParleyError `invalid_request` naming the option, its value and what was expected.
 */
export function resolveOptions(given: Partial<TaskOptions>): TaskOptions {
  const options = { consumerId: `task-${randomUUID()}`, ...DEFAULT_TASK_OPTIONS, ...given };
  for (const name of Object.keys(LEAST) as (keyof typeof LEAST)[]) {
    const value = options[name];
    const whole = name === 'retryFactor' || Number.isInteger(value);
    if (!Number.isFinite(value) || !whole || value < LEAST[name]) {
      const kind = name === 'retryFactor' ? 'a number' : 'a whole number';
      throw invalid(name, value, `${kind}, at least ${LEAST[name]}`);
    }
  }
  if (options.consumerId === '') throw invalid('consumerId', '', 'a name');
  return options;
}
