import { sleep } from '@parley/core';

export interface EventuallyOptions {
  /** When to give up, in ms. Default 5000. */
  timeoutMs?: number;
  /** The pause between two tries, in ms. Default 20. */
  intervalMs?: number;
}

/**
 * Repeats `assertion` until it neither throws nor returns `false`, and returns what it returned.
 * For what becomes true by itself; a fixed sleep is either too short on a busy machine or too long.
 *
 * @throws the last error of `assertion`, with the time waited put before its message.
 */
export async function eventually<T>(
  assertion: () => T | Promise<T>,
  options: EventuallyOptions = {},
): Promise<T> {
  const { timeoutMs = 5000, intervalMs = 20 } = options;
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const outcome = await attempt(assertion, deadline - performance.now());
    if (outcome.ok) return outcome.value;
    if (performance.now() + intervalMs >= deadline) throw late(outcome.error, timeoutMs);
    await sleep(intervalMs);
  }
}

type Outcome<T> = { ok: true; value: T } | { ok: false; error: unknown };

/** One try; one that does not end by itself counts as failed when the time is up. */
async function attempt<T>(assertion: () => T | Promise<T>, leftMs: number): Promise<Outcome<T>> {
  let timer: NodeJS.Timeout | undefined;
  const hung = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('the assertion did not end')), Math.max(leftMs, 1));
  });
  try {
    const value = await Promise.race([assertion(), hung]);
    if (value === false) return { ok: false, error: new Error('still false') };
    return { ok: true, value };
  } catch (error) {
    return { ok: false, error };
  } finally {
    clearTimeout(timer);
  }
}

function late(error: unknown, timeoutMs: number): unknown {
  if (!(error instanceof Error)) return error;
  // The same object keeps the stack and the diff that the test runner prints.
  error.message = `not within ${timeoutMs} ms: ${error.message}`;
  return error;
}
