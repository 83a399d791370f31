import { type Clock, systemClock } from '@parley/core';
import { checkTtl } from '../validate.ts';

export interface MemorySessionStoreOptions {
  /** An entry that is not touched for this time goes, in ms. Default 24,000. */
  ttlMs?: number;
  /** Default: the system's clock. */
  clock?: Clock;
}

export const DEFAULT_MEMORY_SESSION_STORE_OPTIONS: Required<MemorySessionStoreOptions> = {
  ttlMs: 24_000,
  clock: systemClock,
};

/** @throws ParleyError `invalid_request` that names the option. */
export function resolveMemorySessionStoreOptions(
  options: MemorySessionStoreOptions,
): Required<MemorySessionStoreOptions> {
  const resolved = { ...DEFAULT_MEMORY_SESSION_STORE_OPTIONS, ...options };
  checkTtl(resolved.ttlMs);
  return resolved;
}
