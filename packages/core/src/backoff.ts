export interface BackoffOptions {
  /** Wait before the first try again. */
  firstMs: number;
  /** No wait is longer. */
  maxMs: number;
  /** 0 waits exactly; 0.5 takes away up to half at random, so that many do not come back at once. */
  jitter: number;
}

/** The wait before try `attempt` (1, 2, 3 …): `firstMs` doubling up to `maxMs`, less the jitter. */
export function backoffMs(attempt: number, options: BackoffOptions, random = Math.random): number {
  const full = Math.min(options.maxMs, options.firstMs * 2 ** Math.min(attempt - 1, 30));
  return Math.round(full * (1 - options.jitter * random()));
}

/** Resolves after `ms`, or at once (without an error) when `signal` is aborted. */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal?.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener('abort', done);
  });
}
