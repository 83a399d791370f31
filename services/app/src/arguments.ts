import { ConfigError } from '@parley/config';
import { type AdminCommand, parseAdmins } from './admin-arguments.ts';
import {
  type DeadLetterCommand,
  isDeadLetterFlag,
  parseDeadLetters,
} from './dead-letter-arguments.ts';
import { type EpochsCommand, isEpochsFlag, parseEpochs } from './epochs-arguments.ts';
import { type ImportUsersCommand, parseImportUsers } from './import-users-arguments.ts';

export const MODULES = ['all', 'api', 'connect', 'logic', 'task', 'site'] as const;
export type ModuleName = (typeof MODULES)[number];

/** What is done instead of starting a module. */
const COMMANDS = ['dead-letters', 'admins', 'epochs', 'import-users'] as const;

type Pair = readonly [key: string, value: string | true];

/** What the command line asks for. */
export type Command =
  | { do: 'help' }
  | { do: 'version' }
  | { do: 'print-config' }
  | {
      do: 'start';
      module: ModuleName;
      configFile: string | undefined;
      flags: Pair[];
    }
  | { do: 'epochs'; epochs: EpochsCommand; configFile: string | undefined; flags: Pair[] }
  | {
      do: 'import-users';
      importUsers: ImportUsersCommand;
      configFile: string | undefined;
      flags: Pair[];
    }
  | { do: 'admins'; admins: AdminCommand; configFile: string | undefined; flags: Pair[] }
  | {
      do: 'dead-letters';
      deadLetters: DeadLetterCommand;
      configFile: string | undefined;
      flags: Pair[];
    };

/**
 * Reads `--module X --config F --key value --key=value --switch`; or `dead-letters` or `epochs` with
 * an action and its flags, or `admins` or `import-users` with two words, before such settings.
 * @throws ConfigError a word that is no flag, or a module that does not exist.
 */
export function parseArguments(argv: readonly string[]): Command {
  const [first, ...rest] = argv.filter(word => word !== '--');
  const command = COMMANDS.find(name => name === first);
  const words = command === undefined ? [] : takeWords(rest);
  const pairs = toPairs(command === undefined ? argv : rest);
  const value = (name: string) => pairs.findLast(([key]) => key === name)?.[1];
  if (value('help')) return { do: 'help' };
  if (value('version')) return { do: 'version' };
  if (value('print-config')) return { do: 'print-config' };
  const configFile = value('config');
  if (configFile === true) throw new ConfigError('--config', '--config: expected a file.');
  if (command === 'admins') {
    const flags = pairs.filter(([key]) => key !== 'config');
    return { do: 'admins', admins: parseAdmins(words), configFile, flags };
  }
  if (command === 'import-users') {
    const flags = pairs.filter(([key]) => key !== 'config');
    return { do: command, importUsers: parseImportUsers(words), configFile, flags };
  }
  const [action, extra] = words;
  if (extra !== undefined) throw notExpected(extra);
  if (command === 'epochs') {
    const epochs = parseEpochs(action, pairs.filter(isEpochsFlag));
    const flags = pairs.filter(pair => pair[0] !== 'config' && !isEpochsFlag(pair));
    return { do: 'epochs', epochs, configFile, flags };
  }
  if (command === 'dead-letters') {
    const deadLetters = parseDeadLetters(action, pairs.filter(isDeadLetterFlag));
    const flags = pairs.filter(pair => pair[0] !== 'config' && !isDeadLetterFlag(pair));
    return { do: 'dead-letters', deadLetters, configFile, flags };
  }
  return {
    do: 'start',
    module: toModule(value('module') ?? 'all'),
    configFile,
    flags: pairs.filter(([key]) => key !== 'module' && key !== 'config'),
  };
}

/** Takes the words before the first flag out of `argv`. */
function takeWords(argv: string[]): string[] {
  const end = argv.findIndex(word => word.startsWith('-'));
  return argv.splice(0, end < 0 ? argv.length : end);
}

function notExpected(word: string): ConfigError {
  const message = `"${word}" was not expected here; settings are given as --key value.`;
  return new ConfigError(word, message);
}

const SHORT: Readonly<Record<string, string>> = {
  '-m': '--module',
  '-c': '--config',
  '-h': '--help',
};

function toPairs(argv: readonly string[]): Pair[] {
  const pairs: Pair[] = [];
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i] ?? '';
    // Package managers pass the separator on.
    if (word === '--') continue;
    const long = SHORT[word] ?? word;
    if (!long.startsWith('--')) {
      throw notExpected(word);
    }
    const [key = '', ...rest] = long.slice(2).split('=');
    const next = argv[i + 1];
    if (rest.length > 0) {
      pairs.push([key, rest.join('=')]);
    } else if (next !== undefined && !next.startsWith('-')) {
      pairs.push([key, next]);
      i += 1;
    } else {
      pairs.push([key, true]);
    }
  }
  return pairs;
}

function toModule(name: string | true): ModuleName {
  const found = MODULES.find(module => module === name);
  if (found) return found;
  throw new ConfigError(
    '--module',
    `--module: expected one of ${MODULES.join(', ')}, got "${name}".`,
  );
}
