import type { BackoffOptions } from '@parley/core';

/**
 * Between tries of what could not be asked for. An outage is longer than the last wait at the most, so
 * everything is up to date a few seconds after its end, however long it was.
 */
export const RETRY_BACKOFF: BackoffOptions = { firstMs: 500, maxMs: 4_000, jitter: 0.5 };
