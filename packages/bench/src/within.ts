/** How long what was told to end may take to clear up, before it is left behind. */
const GRACE_MS = 60_000;

/**
 * Lets `work` take `limitMs` and no longer: then its signal aborts, so that it lets go of what it waits
 * for and stops what it has started.
 * @throws Error that says so
 */
export async function within<T>(
  limitMs: number,
  work: (signal: AbortSignal) => Promise<T>,
  graceMs = GRACE_MS,
): Promise<T> {
  const controller = new AbortController();
  const tooLong = new Error(`it had not ended after ${Math.round(limitMs / 1_000)} s`);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      controller.abort(tooLong);
      timer = setTimeout(() => reject(tooLong), graceMs);
    }, limitMs);
  });
  try {
    return await Promise.race([work(controller.signal), late]);
  } catch (error) {
    throw controller.signal.aborted ? tooLong : error;
  } finally {
    clearTimeout(timer);
  }
}
