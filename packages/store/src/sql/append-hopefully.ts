import type { EventLog } from '../event-log.ts';
import type { Fault } from './errors.ts';

/** Repeats come in crowds (a network that was away): after one, so many appends look for them first. */
const WARY_APPENDS = 64;

const BRINGS_MORE: ReadonlySet<Fault['kind']> = new Set(['not_unique', 'not_null']);
/** Who joins while a message waits for its transaction makes its time the earlier one: that is once. */
const LOOK_AFTER: ReadonlySet<Fault['kind']> = new Set([...BRINGS_MORE, 'lost_race', 'earlier']);

/**
 * Nearly every draft is admitted and repeats no clientId. `atOnce` takes that for granted and rejects
 * where it does not hold; then, and for a while, `looking` does it, which can say what is wrong with each.
 */
export function appendHopefully(
  atOnce: EventLog['append'],
  looking: EventLog['append'],
  faultOf: (error: unknown) => Fault | undefined,
): EventLog['append'] {
  let wary = 0;
  return async (drafts, admission) => {
    if (wary > 0) {
      wary -= 1;
      return looking(drafts, admission);
    }
    try {
      return await atOnce(drafts, admission);
    } catch (error) {
      const kind = faultOf(error)?.kind;
      if (kind === undefined || !LOOK_AFTER.has(kind)) throw error;
      if (BRINGS_MORE.has(kind)) wary = WARY_APPENDS;
      return looking(drafts, admission);
    }
  };
}
