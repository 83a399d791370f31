import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { silentLogger } from '@parley/core';
import { canStart, type PostgresServer, startPostgres } from '@parley/testing';
import pg from 'pg';
import { admitMembers, draft, group, nextId, seqs } from '../conformance/fixtures.ts';
import type { Store } from '../store.ts';
import { openPostgresStore } from './open-postgres-store.ts';

/** What is the statements' own; what an append promises is in the conformance suite. */
(canStart('postgres') ? describe : describe.skip)('an append in one round trip', () => {
  let server: PostgresServer;
  let store: Store;

  beforeAll(async () => {
    server = await startPostgres();
  });
  // Each begins hopeful.
  const open = async () => {
    store = await openPostgresStore({ url: server.url, logger: silentLogger });
    return store;
  };
  afterEach(async () => {
    jest.restoreAllMocks();
    await store.close();
  });
  afterAll(() => server.stop());

  /** The conversations of which something waits to be dispatched, as the table says. */
  const undispatched = async () => {
    const client = new pg.Client(server.url);
    await client.connect();
    try {
      return (await client.query('SELECT conversation_id FROM undispatched')).rows;
    } finally {
      await client.end();
    }
  };

  test('writes nothing if it was not begun', async () => {
    const { log } = await open();
    const { conversationId, members } = await group(store);
    const [sender] = members;
    await log.append([draft(conversationId, sender)], admitMembers);
    await log.markDispatched([{ conversationId, seq: 1 }]);

    failNextBegin();
    const mentions = [nextId()];
    const failed = draft(conversationId, sender, { mentions });
    await expect(log.append([failed], admitMembers)).rejects.toThrow('no_such_column');
    expect(await log.read(conversationId, { afterSeq: 0 }, 10)).toHaveLength(1);
    const stretch = { conversationId, afterSeq: 0, toSeq: 10 };
    expect(await log.countUnread(mentions[0] ?? '', [stretch])).toEqual(
      new Map([[conversationId, { messages: 1, mentions: 0 }]]),
    );
    expect(await undispatched()).toEqual([]);
    expect(seqs(await log.append([failed], admitMembers))).toEqual([2]);
    expect(await undispatched()).toEqual([{ conversation_id: conversationId }]);
  });

  test('waits for a change of the members, and goes by what it has left', async () => {
    const { log, conversations } = await open();
    const { conversationId, members } = await group(store);
    const [sender, other] = members;
    // Plans and connections are there; nothing but the lock is waited for.
    await log.append([draft(conversationId, sender)], admitMembers);
    let appending: Promise<unknown> | undefined;
    await conversations.change(conversationId, [], () => {
      appending = log.append(
        [draft(conversationId, sender), draft(conversationId, other)],
        admitMembers,
      );
      return { remove: [sender], events: [] };
    });
    expect(await appending).toMatchObject([
      { status: 'refused', code: 'not_a_member' },
      { status: 'appended', event: { seq: 2 } },
    ]);
  });
});

/** The statements that were sent with it find themselves without a transaction. */
function failNextBegin(): void {
  const client = pg.Client.prototype as unknown as Record<'query', Query>;
  const { query } = client;
  const spy = jest.spyOn(client, 'query').mockImplementation(function (this: unknown, ...args) {
    const isBegin = typeof args[0] === 'string' && args[0].startsWith('BEGIN');
    if (!isBegin) return query.apply(this, args);
    spy.mockImplementation(query);
    return query.apply(this, ['SELECT no_such_column']);
  });
}

type Query = (this: unknown, ...args: unknown[]) => unknown;
