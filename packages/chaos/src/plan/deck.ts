import type { Random } from './random.ts';

/**
 * Deals like a shuffled deck that is shuffled anew when it is empty: in a long run everything comes
 * equally often, and nothing is waited for longer than two decks.
 */
export function* deal<T>(all: readonly T[], random: Random): Generator<T, never> {
  for (;;) yield* random.shuffle(all);
}
