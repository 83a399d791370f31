import { sleep } from '@parley/core';

const TRIES = 5;
const PAUSE_MS = 10;

/**
 * Tries again, a few times, what lost against another transaction: a deadlock, or whatever else
 * `lost` recognises. The pause is random, so that the two do not meet again.
 */
export async function retryLostRaces<T>(
  attempt: () => Promise<T>,
  lost: (error: unknown) => boolean,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      if (tries === TRIES || !lost(error)) throw error;
      await sleep(Math.random() * PAUSE_MS * tries);
    }
  }
}
