import { ConfigError } from '@parley/config';

/** Which logs get a new epoch. */
export interface EpochsCommand {
  conversationIds: readonly string[] | 'all';
}

type Pair = readonly [key: string, value: string | true];

/** Whether a flag belongs to the command and not to the settings. */
export function isEpochsFlag([key]: Pair): boolean {
  return key === 'conversation' || key === 'all';
}

/**
 * Reads what follows `epochs`.
 * @throws ConfigError naming what is missing or wrong: nobody's clients load anew by accident.
 */
export function parseEpochs(word: string | undefined, pairs: readonly Pair[]): EpochsCommand {
  if (word !== 'raise') {
    const got = word === undefined ? 'nothing' : `"${word}"`;
    throw new ConfigError('epochs', `epochs: expected raise, got ${got}.`);
  }
  const ids = pairs.filter(([key]) => key === 'conversation').map(([, value]) => value);
  const wrong = ids.find(id => id === true || !/^[1-9][0-9]{0,15}$/.test(id));
  if (wrong !== undefined) {
    const got = wrong === true ? 'nothing' : `"${wrong}"`;
    throw new ConfigError('--conversation', `--conversation: expected an id, got ${got}.`);
  }
  const all = pairs.find(([key]) => key === 'all')?.[1];
  if (all !== undefined && all !== true) {
    throw new ConfigError('--all', `--all: expected no value, got "${all}".`);
  }
  if ((all === true) === ids.length > 0) {
    const expected = 'expected either --conversation ID (once or more) or --all';
    throw new ConfigError('--conversation', `epochs raise: ${expected}.`);
  }
  return { conversationIds: all === true ? 'all' : ids.map(String) };
}
