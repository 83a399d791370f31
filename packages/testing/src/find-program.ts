import { accessSync, constants, readdirSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where Debian keeps programs that are not on everybody's PATH. */
const DEBIAN_FOLDERS = ['/usr/bin', '/usr/sbin', '/usr/local/bin', '/usr/local/sbin'];
const POSTGRES_ROOT = '/usr/lib/postgresql';

/**
 * The full path of a program: from `path` (default: PATH), then from Debian's folders; PostgreSQL's
 * are the newest version's. `undefined` when it is nowhere.
 */
export function findProgram(name: string, path = process.env.PATH ?? ''): string | undefined {
  const folders = [...path.split(delimiter), ...DEBIAN_FOLDERS, ...postgresFolders()];
  return folders
    .filter(folder => folder !== '')
    .map(folder => join(folder, name))
    .find(isExecutable);
}

function postgresFolders(): string[] {
  let versions: string[];
  try {
    versions = readdirSync(POSTGRES_ROOT);
  } catch {
    return [];
  }
  return versions.sort((a, b) => Number(b) - Number(a)).map(v => join(POSTGRES_ROOT, v, 'bin'));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
