import { tooManyDeadLetters } from '../overloaded.ts';
import type { DeadLetter, DeadLetterPlace } from '../queue.ts';

/** Dead letters by their ids. */
export class DeadLetters {
  private readonly letters = new Map<string, DeadLetter>();
  private readonly max: number;

  constructor(max: number) {
    this.max = max;
  }

  get size(): number {
    return this.letters.size;
  }

  /** @throws ParleyError `overloaded` when there are too many. */
  add(letter: DeadLetter): void {
    if (this.letters.size >= this.max) {
      throw tooManyDeadLetters(this.max);
    }
    this.letters.set(letter.deadLetterId, copy(letter));
  }

  /** In the order of their deaths; those behind `after` if it is given. */
  oldest(limit: number, after?: DeadLetterPlace): DeadLetter[] {
    return [...this.letters.values()]
      .filter(letter => after === undefined || compare(letter, after) > 0)
      .sort(compare)
      .slice(0, limit)
      .map(copy);
  }

  /** Takes out those of the ids that there are. */
  take(deadLetterIds: readonly string[]): DeadLetter[] {
    return deadLetterIds.flatMap(id => {
      const letter = this.letters.get(id);
      this.letters.delete(id);
      return letter ? [letter] : [];
    });
  }
}

/** By time of death; ids are counted, so of two numbers the longer one is the later. */
function compare(one: DeadLetterPlace, other: DeadLetterPlace): number {
  const [a, b] = [one.deadLetterId, other.deadLetterId];
  return one.diedAtMs - other.diedAtMs || a.length - b.length || (a < b ? -1 : Number(a > b));
}

function copy(letter: DeadLetter): DeadLetter {
  return { ...letter, payload: new Uint8Array(letter.payload) };
}
