import { type Config, ConfigError } from '@parley/config';
import { silentLogger } from '@parley/core';
import type { DeadLetter, Queue } from '@parley/queue';
import { type DispatchSummary, describePayload } from '@parley/task';
import { queues } from './adapters.ts';
import type { DeadLetterCommand } from './dead-letter-arguments.ts';

/** Letters in one round trip. */
const PAGE = 500;

/**
 * Lists, replays or purges what could not be delivered; prints what a person needs, or JSON. Resolves
 * to the exit code: 1 if a letter that was named does not exist.
 * @throws ConfigError for a queue in memory, ParleyError when the queue does not answer.
 */
export async function deadLetters(command: DeadLetterCommand, config: Config): Promise<number> {
  if (config.queue.kind === 'memory') {
    const why = 'only the running process knows its dead letters, and they end with it';
    throw new ConfigError(
      'queue.kind',
      `queue.kind: expected redis for dead-letters, got memory: ${why}.`,
    );
  }
  const queue = await queues[config.queue.kind](config, silentLogger);
  try {
    return await carryOut(queue, command);
  } finally {
    await queue.close();
  }
}

async function carryOut(queue: Queue, command: DeadLetterCommand): Promise<number> {
  const { action, ids, limit, json } = command;
  if (action === 'list') {
    const letters = (await queue.deadLetters(limit ?? 100)).map(summaryOf);
    const { dead } = await queue.depth();
    print(json ? JSON.stringify(letters, undefined, 2) : tableOf(letters, dead));
    return 0;
  }
  const asked =
    ids.length > 0 ? ids.length : Math.min((await queue.depth()).dead, limit ?? Infinity);
  const done = await (ids.length > 0 ? queue[action](ids) : throughAll(queue, action, asked));
  const verb = action === 'replay' ? 'Replayed' : 'Purged';
  print(json ? JSON.stringify({ action, asked, done }) : `${verb} ${done} of ${asked}.`);
  return done < ids.length ? 1 : 0;
}

/** The oldest `count`: those that were there at the beginning, though replayed ones may die again. */
async function throughAll(
  queue: Queue,
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

type Summary = Omit<DeadLetter, 'payload'> & { bytes: number; dispatches: DispatchSummary[] };

/** Without what people wrote. */
function summaryOf({ payload, ...letter }: DeadLetter): Summary {
  return { ...letter, bytes: payload.length, dispatches: describePayload(payload) };
}

function tableOf(letters: readonly Summary[], dead: number): string {
  if (letters.length === 0) return 'There are no dead letters.';
  const rows = letters.map(({ deadLetterId, diedAtMs, attempts, reason, dispatches }) => {
    const [first] = dispatches;
    const more = dispatches.length > 1 ? ` (+${dispatches.length - 1})` : '';
    return [
      deadLetterId,
      first ? `${first.conversationId}${more}` : '?',
      first ? String(first.seq) : '?',
      String(attempts),
      new Date(diedAtMs).toISOString(),
      reason.replaceAll(/\s+/g, ' '),
    ];
  });
  const table = [['id', 'conversation', 'seq', 'attempts', 'died', 'reason'], ...rows];
  const widths = table.reduce<number[]>(
    (most, row) => row.map((cell, i) => Math.max(most[i] ?? 0, cell.length)),
    [],
  );
  const lines = table.map(row => row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  '));
  return [...lines.map(line => line.trimEnd()), '', `${letters.length} of ${dead}.`].join('\n');
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
