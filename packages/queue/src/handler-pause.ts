import { backoffMs } from '@parley/core';

const PAUSE = { firstMs: 100, maxMs: 5_000, jitter: 0 } as const;

/** How long a partition waits before its batch is handed over again after `failures` rejections in a row. */
export function handlerPauseMs(failures: number): number {
  return backoffMs(failures, PAUSE);
}
