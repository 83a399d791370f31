import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from '@jest/globals';
import type { Deployment } from '@parley/testing/deployment';
import { callGochat, GochatClient } from './gochat-client.ts';
import { newName, signIn } from './http.ts';

/** Shorter than our own may be. */
const PASSWORD = '111111';

/** That people of gochat go on with their names, ids and passwords. */
export function describeImport(deployment: () => Deployment): void {
  test('gochat’s users are brought in beside a running server, and sign in as before', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'parley-gochat-'));
    const file = join(folder, 'gochat.sqlite3');
    const [first, second] = [newName(), newName()];
    // Ids as gochat gives them, but not those of another test on the same data.
    const id = 1_000 + (Date.now() % 1_000_000_000);
    write(file, [
      [id, first],
      [id + 1, second],
      [id + 2, 'demo'],
    ]);
    try {
      expect(await deployment().run(['import-users', 'gochat', file])).toEqual({
        code: 1,
        output: 'Left out: demo. The name is taken.\nImported 2 of 3 users.\n',
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
    const account = { name: first, password: PASSWORD };
    const [apiUrl = ''] = deployment().apiUrls;
    const right = { userName: first, passWord: PASSWORD };
    expect(await callGochat(apiUrl, '/user/login', { ...right, passWord: '111112' })).toEqual({
      code: 1,
      data: null,
      message: 'no this user or password error!',
    });
    const theirs = await GochatClient.arrive(deployment(), { account });
    expect(theirs.userId).toBe(id);
    // By now the password is kept as those of others are; by either interface it is the same one.
    const { user } = await signIn(apiUrl, account);
    expect(user).toMatchObject({ userId: String(id), name: first });
    const again = await callGochat(apiUrl, '/user/login', right);
    expect(again).toMatchObject({ code: 0, message: 'login success' });
    await theirs.say(`moved ${first}`);
    await theirs.hears(3, [`moved ${first}`]);
    await theirs.leave();
    // Who comes by the native interface first.
    const other = await signIn(apiUrl, { name: second, password: PASSWORD });
    expect(other.user.userId).toBe(String(id + 1));
  });
}

/** A database of gochat, as far as its users go; all have the one password. */
function write(file: string, users: readonly (readonly [id: number, name: string])[]): void {
  const database = new DatabaseSync(file);
  database.exec(
    'CREATE TABLE user (id INTEGER PRIMARY KEY, user_name VARCHAR(20) UNIQUE, password CHAR(40), create_time DATETIME)',
  );
  const insert = database.prepare('INSERT INTO user VALUES (?, ?, ?, ?)');
  const password = createHash('sha1').update(PASSWORD).digest('hex');
  for (const [id, name] of users) insert.run(id, name, password, '2020-05-01 10:20:30');
  database.close();
}
