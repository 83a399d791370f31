import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { silentLogger } from '@parley/core';
import { eventually } from '@parley/testing';
import Database from 'better-sqlite3';
import { admitAll, draft, group } from '../conformance/fixtures.ts';
import { openSqliteStore } from './open-sqlite-store.ts';

describe('a SQLite file', () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'parley-store-'));
    file = join(folder, 'parley.db');
  });
  afterEach(() => rm(folder, { recursive: true }));

  const open = () => openSqliteStore({ file, logger: silentLogger });

  test('is migrated once by many that open it at the same moment', async () => {
    const stores = await Promise.all([open(), open(), open(), open()]);
    for (const store of stores) await store.close();
    const database = new Database(file);
    const migrations = database.prepare('SELECT name FROM migrations').pluck().all();
    database.close();
    expect(migrations).toEqual([
      'Initial0000000000001',
      'People0000000000002',
      'ClientIdFirst0000000000003',
    ]);
  });

  test('another process that writes is waited for, then reported as unavailable', async () => {
    const store = await open();
    const other = new Database(file);
    other.exec('BEGIN IMMEDIATE');
    await expect(open()).rejects.toMatchObject({ code: 'unavailable', retryable: true });
    other.exec('ROLLBACK');
    other.close();
    await (await open()).close();
    await store.close();
  });

  test('is written back from the log while little is written', async () => {
    const store = await open();
    const { conversationId, members } = await group(store);
    const drafts = Array.from({ length: 500 }, () => draft(conversationId, members[0]));
    await store.log.append(drafts, admitAll);
    const before = (await stat(file)).size;
    await eventually(async () => expect((await stat(file)).size).toBeGreaterThan(before));
    await store.close();
    // The last one to close leaves no log behind.
    await expect(stat(`${file}-wal`)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('is written back, too, when nothing but the connection of the event loop has written', async () => {
    const store = await open();
    const before = (await stat(file)).size;
    await group(store, 2_000);
    await eventually(async () => expect((await stat(file)).size).toBeGreaterThan(before));
    await store.close();
  });

  test('that cannot be one stops the start with unavailable', async () => {
    await mkdir(file);
    await expect(open()).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('in memory keeps nothing and needs no file', async () => {
    const store = await openSqliteStore({ file: ':memory:', logger: silentLogger });
    const { conversationId } = await group(store);
    expect(await store.conversations.find([conversationId])).not.toEqual(new Map());
    await store.close();
  });
});
