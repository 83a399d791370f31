import { ConfigError } from '@parley/config';
import type { ForeignAccount } from '@parley/logic';
import { readForeignFile } from '@parley/store/sqlite';

const USERS = 'SELECT id, user_name, password, create_time FROM user ORDER BY id';

/**
 * The users of a LockGit/gochat database (`db/gochat.sqlite3`), whose passwords are SHA-1 without salt.
 * @throws ConfigError when the file is none.
 */
export function readGochatUsers(file: string): ForeignAccount[] {
  let rows: Record<string, unknown>[];
  try {
    rows = readForeignFile(file, USERS);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ConfigError('import-users', `import-users: ${file} is no database of gochat: ${why}`);
  }
  return rows.map(({ id, user_name: name, password, create_time: created }) => ({
    userId: String(id),
    name: String(name),
    passwordHash: `$sha1$${String(password).toLowerCase()}`,
    createdAtMs: toMs(created),
  }));
}

/** Go writes times as text, SQLite's own way or as RFC 3339; one that cannot be read is now. */
function toMs(created: unknown): number {
  const text = String(created).replace(/^(\S+) (\S+)( .*)?$/, '$1T$2');
  const ms = Date.parse(text);
  return Number.isNaN(ms) || ms < 0 ? Date.now() : ms;
}
