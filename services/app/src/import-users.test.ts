import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { silentLogger } from '@parley/core';
import { openSqliteStore } from '@parley/store/sqlite';
import { run } from './run.ts';

const SHA1 = '3d4f2bf07dc1be38b20cd6e46949a1071f9d0e3d';

let folder: string;
let printed: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-import-'));
  printed = '';
  const take = (text: string | Uint8Array) => {
    printed += String(text);
    return true;
  };
  jest.spyOn(process.stdout, 'write').mockImplementation(take);
  jest.spyOn(process.stderr, 'write').mockImplementation(take);
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

/** A file as LockGit/gochat keeps it. */
function writeUsers(rows: readonly [id: number, name: string, password: string][]): string {
  const file = join(folder, 'gochat.sqlite3');
  const database = new DatabaseSync(file);
  database.exec(
    'CREATE TABLE user (id INTEGER PRIMARY KEY, user_name VARCHAR(20) UNIQUE, password CHAR(40), create_time DATETIME)',
  );
  const insert = database.prepare('INSERT INTO user VALUES (?, ?, ?, ?)');
  for (const [id, name, password] of rows) insert.run(id, name, password, '2020-05-01 10:20:30');
  database.close();
  return file;
}

const importFrom = (file: string) =>
  run(['import-users', 'gochat', file, '--dataDirectory', join(folder, 'data')], {});

test('users come with their ids and passwords, into the lobby; again it brings nobody', async () => {
  const file = writeUsers([
    [1, 'lock', SHA1],
    [3, 'demo', SHA1.toUpperCase()],
    [4, 'a b', SHA1],
    [5, 'odd', 'not a hash'],
  ]);
  expect(await importFrom(file)).toBe(1);
  expect(printed).toMatch(/Left out: a b\. .*name.*\nLeft out: odd\. .*SHA-1.*\nImported 2 of 4/s);

  const options = { file: join(folder, 'data', 'parley.db'), logger: silentLogger };
  const store = await openSqliteStore(options);
  try {
    const people = await store.accounts.findByIds(['1', '3']);
    const common = {
      passwordHash: `$sha1$${SHA1}`,
      createdAtMs: Date.parse('2020-05-01T10:20:30'),
    };
    expect([...people.values()]).toEqual([
      { userId: '1', name: 'lock', displayName: 'lock', ...common },
      { userId: '3', name: 'demo', displayName: 'demo', ...common },
    ]);
    const lobby = await store.conversations.members('1', { limit: 10 });
    expect(lobby.items.map(({ userId }) => userId)).toEqual(['1', '3']);
    const joined = await store.log.read('1', { afterSeq: 0 }, 10);
    expect(joined.map(({ type, senderId }) => [type, senderId])).toEqual([
      ['members-added', '1'],
      ['members-added', '3'],
    ]);
  } finally {
    await store.close();
  }
  printed = '';
  expect(await importFrom(file)).toBe(1);
  expect(printed).toMatch(/Left out: lock\. The name is taken\..*Imported 0 of 4/s);
});

test('an id that somebody has is not taken from them', async () => {
  await importFrom(writeUsers([[1, 'first', SHA1]]));
  rmSync(join(folder, 'gochat.sqlite3'));
  expect(await importFrom(writeUsers([[1, 'second', SHA1]]))).toBe(0);
  const store = await openSqliteStore({
    file: join(folder, 'data', 'parley.db'),
    logger: silentLogger,
  });
  try {
    expect((await store.accounts.findByName('first'))?.userId).toBe('1');
    expect((await store.accounts.findByName('second'))?.userId).toMatch(/^[0-9]{10,16}$/);
  } finally {
    await store.close();
  }
});

test('a file that is none is refused, and says so', async () => {
  expect(await importFrom(join(folder, 'missing.sqlite3'))).toBe(2);
  expect(printed).toContain('there is no file');
  const text = join(folder, 'text.sqlite3');
  writeFileSync(text, 'no database');
  expect(await importFrom(text)).toBe(2);
  expect(printed).toContain('no database of gochat');
  expect(await run(['import-users', 'pidgin', text], {})).toBe(2);
  expect(printed).toContain('expected gochat and a file, got "pidgin"');
});
