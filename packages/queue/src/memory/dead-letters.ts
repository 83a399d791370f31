import { ParleyError } from '@parley/core';
import type { DeadLetter } from '../queue.ts';

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
      const message = `There are ${this.max} dead letters already; replay or purge some.`;
      throw new ParleyError('overloaded', message);
    }
    this.letters.set(letter.deadLetterId, copy(letter));
  }

  oldest(limit: number): DeadLetter[] {
    return [...this.letters.values()]
      .sort((one, other) => one.diedAtMs - other.diedAtMs)
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

function copy(letter: DeadLetter): DeadLetter {
  return { ...letter, payload: new Uint8Array(letter.payload) };
}
