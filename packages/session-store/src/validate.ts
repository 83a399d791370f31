import { invalid } from '@parley/core';

/** @throws ParleyError `invalid_request` */
export function checkTtl(ttlMs: number): void {
  if (!Number.isInteger(ttlMs) || ttlMs < 1) {
    throw invalid('ttlMs', ttlMs, 'a whole number of milliseconds, 1 or more');
  }
}
