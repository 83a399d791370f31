import { sleep } from '@parley/core';
import type { Fault, UniqueRule } from './errors.ts';

const TRIES = 5;
const PAUSE_MS = 10;

/**
 * Tries again, a few times, what lost against another transaction: by a `lost_race`, or because the
 * other one was first with what `rule` has unique. The pause is random, so that the two do not meet again.
 */
export async function retryLostRaces<T>(
  attempt: () => Promise<T>,
  faultOf: (error: unknown) => Fault | undefined,
  rule?: UniqueRule,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      const fault = faultOf(error);
      const lost =
        fault?.kind === 'lost_race' || (fault?.kind === 'not_unique' && fault.rule === rule);
      if (tries === TRIES || !lost) throw error;
      await sleep(Math.random() * PAUSE_MS * tries);
    }
  }
}
