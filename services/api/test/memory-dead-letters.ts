import type {
  DeadLetter__Output,
  DeadLetterPage__Output,
  DeadLettersReply__Output,
} from '@parley/contracts';

/** Dead letters in memory, oldest first; the cursor is the last id of the page before. */
export class MemoryDeadLetters {
  private letters: DeadLetter__Output[] = [];

  bury(...ids: string[]): void {
    for (const deadLetterId of ids) {
      this.letters.push({
        deadLetterId,
        partition: 1,
        reason: 'push to node c1 failed',
        attempts: 4,
        diedAtMs: 1_790_000_000_000 + this.letters.length,
        bytes: 100,
        dispatches: [{ conversationId: '77', seq: 1, serverId: 'c1' }],
      });
    }
  }

  list(limit: number, cursor: string): DeadLetterPage__Output {
    const from = this.letters.findIndex(({ deadLetterId }) => deadLetterId === cursor) + 1;
    const deadLetters = this.letters.slice(from, from + limit);
    const hasMore = from + limit < this.letters.length;
    const nextCursor = hasMore ? (deadLetters.at(-1)?.deadLetterId ?? '') : '';
    return { deadLetters, nextCursor, total: this.letters.length };
  }

  remove(ids: readonly string[], all: boolean): DeadLettersReply__Output {
    const before = this.letters.length;
    this.letters = this.letters.filter(one => !all && !ids.includes(one.deadLetterId));
    return { asked: all ? before : ids.length, done: before - this.letters.length };
  }
}
