import { type Logger, silentLogger } from '@parley/core';
import { checkInteger, MAX_PARTITIONS } from '../validate.ts';

export interface MemoryQueueOptions {
  /** How many batches can be worked at the same time. Default 16. */
  partitions?: number;
  /**
   * Most messages that may wait, published or postponed; a `publish` that would go beyond is refused
   * whole with `overloaded`. Default 100,000.
   */
  maxWaiting?: number;
  /** Most dead letters; a `bury` beyond is refused with `overloaded`. Default 10,000. */
  maxDeadLetters?: number;
  /** Told of handlers that reject. Default: silent. */
  logger?: Logger;
}

export const DEFAULT_MEMORY_QUEUE_OPTIONS: Required<MemoryQueueOptions> = {
  partitions: 16,
  maxWaiting: 100_000,
  maxDeadLetters: 10_000,
  logger: silentLogger,
};

/** @throws ParleyError `invalid_request` that names the option. */
export function resolveMemoryQueueOptions(
  options: MemoryQueueOptions,
): Required<MemoryQueueOptions> {
  const resolved = { ...DEFAULT_MEMORY_QUEUE_OPTIONS, ...options };
  checkInteger('partitions', resolved.partitions, 1, MAX_PARTITIONS);
  checkInteger('maxWaiting', resolved.maxWaiting, 1, Number.MAX_SAFE_INTEGER);
  checkInteger('maxDeadLetters', resolved.maxDeadLetters, 1, Number.MAX_SAFE_INTEGER);
  return resolved;
}
