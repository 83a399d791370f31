import {
  compareHeads,
  type HeadComparison,
  type HeadRange,
  type KnownHead,
} from '../domain/compare-heads.ts';
import type { Lookups } from '../lookups.ts';
import type { Session } from '../tokens/authenticate.ts';

const EVERYTHING: HeadRange = { afterId: '', upToId: '', limit: 0 };

interface Ports {
  lookups: Pick<Lookups, 'everythingOf'>;
}

/**
 * What differs between what the client holds and the log. Ask after the socket has been subscribed:
 * what is committed later is pushed then, and what was committed before is in here. That is so
 * for each range on its own, however many it takes and whenever they are asked for.
 */
export type ReadHeads = (
  session: Session,
  known: readonly KnownHead[],
  range?: HeadRange,
) => Promise<HeadComparison>;

export function readHeads({ lookups }: Ports): ReadHeads {
  return async ({ userId }, known, range = EVERYTHING) =>
    compareHeads(await lookups.everythingOf(userId), known, range);
}
