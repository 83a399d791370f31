import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { silentLogger } from '@parley/core';
import Database from 'better-sqlite3';
import { admitMembers, draft, group, seqs } from '../conformance/fixtures.ts';
import type { Store } from '../store.ts';
import { openForWriting } from './connection.ts';
import { openSqliteStore } from './open-sqlite-store.ts';
import { startWriterThread, ThreadedWriter } from './threaded-writer.ts';
import { createWritesAt } from './write-home.ts';

describe('the thread that writes', () => {
  let folder: string;
  let file: string;
  let store: Store;
  let writer: ThreadedWriter;
  let threads: Worker[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'parley-store-'));
    file = join(folder, 'parley.db');
    store = await openSqliteStore({ file, logger: silentLogger });
    threads = [];
    writer = await ThreadedWriter.open(silentLogger, () => {
      const thread = startWriterThread(file);
      threads.push(thread);
      return thread;
    });
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await writer.close();
    await store.close();
    await rm(folder, { recursive: true });
  });

  test('commits to the disk before anybody can see it', () => {
    const handle = openForWriting(file);
    const FULL = 2;
    expect(handle.pragma('synchronous', { simple: true })).toBe(FULL);
    handle.close();
  });

  test('spares the event loop every transaction of appends, marks and watermarks', async () => {
    const { conversationId, members } = await group(store);
    const database = new Database(':memory:');
    const prototype = Object.getPrototypeOf(database.prepare('SELECT 1')) as Database.Statement;
    database.close();
    const here = jest.spyOn(prototype, 'run');

    const drafts = Array.from({ length: 10 }, () => draft(conversationId, members[0]));
    expect(seqs(await store.log.append(drafts, admitMembers)).at(-1)).toBe(10);
    await store.log.markDispatched([{ conversationId, seq: 10 }]);
    const position = { conversationId, userId: members[1], deliveredSeq: 10, readSeq: 0 };
    expect(await store.conversations.mark([position])).toEqual([position]);
    expect(here).not.toHaveBeenCalled();
    // What is counted: creating one is begin, the rows and commit, on this thread.
    await group(store);
    expect(here).toHaveBeenCalledTimes(5);
  });

  test('waits for what is written elsewhere, and is waited for', async () => {
    const { conversationId, members } = await group(store);
    const log = createWritesAt(writer);
    const order: string[] = [];
    const append = async (name: string) => {
      const [result] = await log.append([draft(conversationId, members[0])], admitMembers);
      order.push(`${name} ${result?.status}`);
    };
    const before = append('before');
    const alone = writer.alone(async () => {
      await new Promise(resolve => setTimeout(resolve, 50));
      order.push('alone');
    });
    await Promise.all([before, alone, append('after')]);
    expect(order).toEqual(['before appended', 'alone', 'after appended']);
  });

  test('that dies fails what it has in hand with unavailable; the next call starts another', async () => {
    const { conversationId, members } = await group(store);
    const log = createWritesAt(writer);
    const append = () => log.append([draft(conversationId, members[0])], admitMembers);
    await append();
    const [died] = threads;
    const lost = Array.from({ length: 5 }, append);
    await died?.terminate();
    const outcomes = await Promise.allSettled(lost);
    const failed = outcomes.filter(({ status }) => status === 'rejected');
    expect(failed.length).toBeGreaterThan(0);
    for (const outcome of failed) {
      expect(outcome).toMatchObject({ reason: { code: 'unavailable', retryable: true } });
    }
    await append();
    expect(threads).toHaveLength(2);
    const events = await store.log.read(conversationId, { afterSeq: 0 }, 10);
    // Without a gap, with every one that was acknowledged, whatever became of the others.
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_event, index) => index + 1));
    expect(events.length).toBeGreaterThanOrEqual(2 + outcomes.length - failed.length);
  });

  test('closes when everything has its answer', async () => {
    const { conversationId, members } = await group(store);
    const log = createWritesAt(writer);
    const appends = Array.from({ length: 20 }, () =>
      log.append([draft(conversationId, members[0])], admitMembers),
    );
    await writer.close();
    const results = await Promise.all(appends);
    expect(seqs(results.flat())).toEqual(results.map((_result, index) => index + 1));
  });
});
