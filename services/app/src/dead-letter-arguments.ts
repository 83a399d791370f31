import { ConfigError } from '@parley/config';

const ACTIONS = ['list', 'replay', 'purge'] as const;

/** What is asked of the dead letters. */
export interface DeadLetterCommand {
  action: (typeof ACTIONS)[number];
  /** Those that are named; empty for all. */
  ids: readonly string[];
  /** Most letters, the oldest first. */
  limit: number | undefined;
  json: boolean;
}

const OWN = ['id', 'all', 'limit', 'json'];

type Pair = readonly [key: string, value: string | true];

/** Whether a flag belongs to the dead letters and not to the settings. */
export function isDeadLetterFlag([key]: Pair): boolean {
  return OWN.includes(key);
}

/**
 * Reads what follows `dead-letters`.
 * @throws ConfigError naming what is missing or wrong: nothing is replayed or purged by accident.
 */
export function parseDeadLetters(
  word: string | undefined,
  pairs: readonly Pair[],
): DeadLetterCommand {
  const action = ACTIONS.find(one => one === word);
  if (action === undefined) {
    const got = word === undefined ? 'nothing' : `"${word}"`;
    throw new ConfigError(
      'dead-letters',
      `dead-letters: expected ${ACTIONS.join(', ')}, got ${got}.`,
    );
  }
  const ids = pairs.filter(([key]) => key === 'id').map(([, value]) => value);
  const switches = pairs.filter(([key, value]) => ['all', 'json'].includes(key) && value !== true);
  for (const [key, value] of switches) {
    throw new ConfigError(`--${key}`, `--${key}: expected no value, got "${value}".`);
  }
  const named = ids.filter(id => id !== true);
  if (named.length < ids.length) throw new ConfigError('--id', '--id: expected an id.');
  const all = pairs.some(([key]) => key === 'all');
  if (action !== 'list' && all === named.length > 0) {
    throw new ConfigError(
      '--id',
      `dead-letters ${action}: expected either --id X (once or more) or --all.`,
    );
  }
  if (action === 'list' && named.length > 0) {
    throw new ConfigError('--id', 'dead-letters list: expected no --id; --limit N lists more.');
  }
  const limit = pairs.findLast(([key]) => key === 'limit')?.[1];
  const json = pairs.some(([key]) => key === 'json');
  return { action, ids: named, limit: limit === undefined ? undefined : toLimit(limit), json };
}

function toLimit(value: string | true): number {
  if (value !== true && /^[1-9]\d{0,8}$/.test(value)) return Number(value);
  throw new ConfigError('--limit', `--limit: expected a whole number, 1 or more, got "${value}".`);
}
