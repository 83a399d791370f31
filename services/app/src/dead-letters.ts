import { type Config, ConfigError } from '@parley/config';
import { silentLogger } from '@parley/core';
import { type DeadLetterDesk, type DeadLetterSummary, deadLetterDesk } from '@parley/logic';
import { queues } from './adapters.ts';
import type { DeadLetterCommand } from './dead-letter-arguments.ts';

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
    return await carryOut(deadLetterDesk(queue), command);
  } finally {
    await queue.close();
  }
}

async function carryOut(desk: DeadLetterDesk, command: DeadLetterCommand): Promise<number> {
  const { action, ids, limit, json } = command;
  if (action === 'list') {
    const { letters, total } = await desk.list(limit ?? 100);
    print(json ? JSON.stringify(letters, undefined, 2) : tableOf(letters, total));
    return 0;
  }
  const { asked, done } = await desk[action](ids.length > 0 ? { ids } : { limit });
  const verb = action === 'replay' ? 'Replayed' : 'Purged';
  print(json ? JSON.stringify({ action, asked, done }) : `${verb} ${done} of ${asked}.`);
  return done < ids.length ? 1 : 0;
}

function tableOf(letters: readonly DeadLetterSummary[], dead: number): string {
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
