import type { Held } from './place.ts';

interface Sequence {
  /** The same seq again. */
  repeats: { first: Held; again: Held }[];
  /** A seq that came for the first time after a higher one. */
  late: { before: Held; one: Held }[];
}

/** Where events that should come by rising seq do not. */
export function checkSequence(held: readonly Held[]): Sequence {
  const sequence: Sequence = { repeats: [], late: [] };
  if (isRising(held)) return sequence;
  const known = new Map<number, Held>();
  let highest: Held | null = null;
  for (const one of held) {
    const { seq } = one.event;
    const first = known.get(seq);
    if (first !== undefined) {
      sequence.repeats.push({ first, again: one });
      continue;
    }
    known.set(seq, one);
    if (highest === null || seq > highest.event.seq) highest = one;
    else sequence.late.push({ before: highest, one });
  }
  return sequence;
}

/** Nearly always; then nothing has to be remembered. */
function isRising(held: readonly Held[]): boolean {
  let last = 0;
  for (const { event } of held) {
    if (event.seq <= last) return false;
    last = event.seq;
  }
  return true;
}
