import type { DeadLetter, DeadLetterPlace, Queue } from '@parley/queue';
import { type DispatchSummary, describePayload } from './describe-payload.ts';

/** Letters in one round trip. */
const PAGE = 500;

/** A dead letter without what people wrote. */
export interface DeadLetterSummary extends Omit<DeadLetter, 'payload'> {
  bytes: number;
  dispatches: DispatchSummary[];
}

/** Those that are named, or the oldest; without a `limit` all that there are at the beginning. */
export type DeadLetterChoice = { ids: readonly string[] } | { limit?: number | undefined };

/** How many were asked for, and how many of them there were. */
export interface DeadLetterOutcome {
  asked: number;
  done: number;
}

/** What can be done with dead letters, whoever asks for it: the command line or an admin over HTTP. */
export interface DeadLetterDesk {
  /** Oldest first, those behind `after` if it is given; `total` counts all. */
  list(
    limit: number,
    after?: DeadLetterPlace,
  ): Promise<{ letters: DeadLetterSummary[]; total: number }>;
  replay(choice: DeadLetterChoice): Promise<DeadLetterOutcome>;
  purge(choice: DeadLetterChoice): Promise<DeadLetterOutcome>;
}

export type DeadLetterQueue = Pick<Queue, 'deadLetters' | 'replay' | 'purge' | 'depth'>;

export function deadLetterDesk(queue: DeadLetterQueue): DeadLetterDesk {
  const carryOut =
    (action: 'replay' | 'purge') =>
    async (choice: DeadLetterChoice): Promise<DeadLetterOutcome> => {
      if ('ids' in choice) {
        return { asked: choice.ids.length, done: await queue[action](choice.ids) };
      }
      const { dead } = await queue.depth();
      const asked = Math.min(dead, choice.limit ?? dead);
      return { asked, done: await throughOldest(queue, action, asked) };
    };
  return {
    list: async (limit, after) => {
      const [letters, { dead }] = await Promise.all([
        queue.deadLetters(limit, after),
        queue.depth(),
      ]);
      return { letters: letters.map(summaryOf), total: dead };
    },
    replay: carryOut('replay'),
    purge: carryOut('purge'),
  };
}

/** The oldest `count`: those that were there at the beginning, though replayed ones may die again. */
async function throughOldest(
  queue: DeadLetterQueue,
  action: 'replay' | 'purge',
  count: number,
): Promise<number> {
  let done = 0;
  for (let left = count; left > 0; left -= PAGE) {
    const letters = await queue.deadLetters(Math.min(left, PAGE));
    done += await queue[action](letters.map(letter => letter.deadLetterId));
  }
  return done;
}

function summaryOf({ payload, ...letter }: DeadLetter): DeadLetterSummary {
  return { ...letter, bytes: payload.length, dispatches: describePayload(payload) };
}
