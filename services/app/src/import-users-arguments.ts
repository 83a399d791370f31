import { ConfigError } from '@parley/config';

const FORMATS = ['gochat'] as const;
/** What wrote the file. */
export type ImportFormat = (typeof FORMATS)[number];

/** Whose users are to be brought in. */
export interface ImportUsersCommand {
  format: ImportFormat;
  file: string;
}

/**
 * Reads the words that follow `import-users`.
 * @throws ConfigError naming what is missing or too much.
 */
export function parseImportUsers([name, file, ...more]: readonly string[]): ImportUsersCommand {
  const format = FORMATS.find(known => known === name);
  if (format === undefined) {
    throw refused(`expected ${FORMATS.join(' or ')} and a file, got ${quoted(name)}.`);
  }
  if (file === undefined || more.length > 0) {
    throw refused(`expected one file after ${format}, got ${quoted(more[0])}.`);
  }
  return { format, file };
}

function quoted(word: string | undefined): string {
  return word === undefined ? 'nothing' : `"${word}"`;
}

function refused(message: string): ConfigError {
  return new ConfigError('import-users', `import-users: ${message}`);
}
