import { invalid } from '@parley/core';
import type { ConsumeOptions } from './queue.ts';

/** The longest that a timer can wait: about 24.8 days. */
const MAX_DELAY_MS = 2 ** 31 - 1;
/** The most partitions a queue may have. */
export const MAX_PARTITIONS = 1_024;
/** The most items in one batch. */
const MAX_BATCH_ITEMS = 4_096;

/** @throws ParleyError `invalid_request` that names the field, unless it is an integer in the range. */
export function checkInteger(field: string, value: number, min: number, max: number): void {
  if (!Number.isInteger(value) || value < min || value > max) {
    throw invalid(field, value, `an integer ${min}…${max}`);
  }
}

export function checkConsumeOptions({ consumerId, maxItems }: ConsumeOptions): void {
  if (!consumerId) throw invalid('consumerId', consumerId, 'a name');
  checkInteger('maxItems', maxItems, 1, MAX_BATCH_ITEMS);
}

export function checkPartition(partition: number, partitions: number): void {
  checkInteger('partition', partition, 0, partitions - 1);
}

export function checkDelay(delayMs: number): void {
  checkInteger('delayMs', delayMs, 0, MAX_DELAY_MS);
}

export function checkLimit(limit: number): void {
  checkInteger('limit', limit, 1, Number.MAX_SAFE_INTEGER);
}
