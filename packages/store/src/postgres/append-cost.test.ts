import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { silentLogger } from '@parley/core';
import { canStart, type PostgresServer, startPostgres } from '@parley/testing';
import pg from 'pg';
import { admitMembers, draft, group, nextId } from '../conformance/fixtures.ts';
import type { EventDraft } from '../event-log.ts';
import type { Store } from '../store.ts';
import { openPostgresStore } from './open-postgres-store.ts';

/** Figures that no clock and no other load changes. */
(canStart('postgres') ? describe : describe.skip)('what an append costs in PostgreSQL', () => {
  let server: PostgresServer;
  let store: Store;
  const places: Awaited<ReturnType<typeof group>>[] = [];

  beforeAll(async () => {
    server = await startPostgres();
    store = await openPostgresStore({ url: server.url, logger: silentLogger });
    while (places.length < 100) {
      places.push(...(await Promise.all(Array.from({ length: 10 }, () => group(store)))));
    }
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });
  afterAll(async () => {
    await store.close();
    await server.stop();
  });

  test('one round trip and four statements for a hundred messages', async () => {
    const cost = countStatements();
    await store.log.append(oneToEach(), admitMembers);
    expect(cost).toEqual({ roundTrips: 1, statements: 4 });
  });

  test('one statement more for all that are mentioned', async () => {
    const cost = countStatements();
    await store.log.append(oneToEach({ mentions: [nextId(), nextId()] }), admitMembers);
    expect(cost).toEqual({ roundTrips: 1, statements: 5 });
  });

  test('two round trips more where one is not admitted, and for a while no try without a look', async () => {
    const strange = draft(places[0]?.conversationId ?? '', nextId());
    const cost = countStatements();
    await store.log.append([...oneToEach(), strange], admitMembers);
    expect(cost).toEqual({ roundTrips: 1 + 2, statements: 4 + 6 });
    for (let wary = 0; wary < 64; wary++) {
      Object.assign(cost, { roundTrips: 0, statements: 0 });
      await store.log.append(oneToEach(), admitMembers);
      expect(cost).toEqual({ roundTrips: 2, statements: 6 });
    }
    Object.assign(cost, { roundTrips: 0, statements: 0 });
    await store.log.append(oneToEach(), admitMembers);
    expect(cost).toEqual({ roundTrips: 1, statements: 4 });
  });

  test('two round trips more where a message is older than its log, and the next is hopeful again', async () => {
    await store.log.append(oneToEach({ createdAtMs: 1_790_000_000_001 }), admitMembers);
    const cost = countStatements();
    await store.log.append(oneToEach(), admitMembers);
    expect(cost).toEqual({ roundTrips: 1 + 2, statements: 4 + 6 });
    Object.assign(cost, { roundTrips: 0, statements: 0 });
    await store.log.append(oneToEach({ createdAtMs: 1_790_000_000_001 }), admitMembers);
    expect(cost).toEqual({ roundTrips: 1, statements: 4 });
  });

  test('a row, its index entries and no more: heads move in place', async () => {
    const before = await walBytes();
    for (let batch = 0; batch < 10; batch++) {
      await store.log.append(oneToEach({ createdAtMs: 1_790_000_000_001 }), admitMembers);
      await store.log.markDispatched(
        places.map(({ conversationId }) => ({ conversationId, seq: 1_000 })),
      );
    }
    const bytesPerMessage = ((await walBytes()) - before) / 1_000;
    // Its append and its dispatch: about 930, and 1,250 with an entry in every index for each new head.
    expect(bytesPerMessage).toBeLessThan(1_100);
  });

  function oneToEach(more: Partial<EventDraft> = {}): EventDraft[] {
    return places.map(({ conversationId, members }) => draft(conversationId, members[0], more));
  }

  /** What has been written to the write-ahead log so far. */
  async function walBytes(): Promise<number> {
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    const { rows } = await client.query<{ bytes: string }>(
      `SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn AS bytes`,
    );
    await client.end();
    return Number(rows[0]?.bytes);
  }
});

/** A round trip begins with what is sent while no answer is due. */
function countStatements(): { roundTrips: number; statements: number } {
  const cost = { roundTrips: 0, statements: 0 };
  const client = pg.Client.prototype as unknown as Record<'query', Query>;
  const { query } = client;
  let due = 0;
  jest.spyOn(client, 'query').mockImplementation(function (this: unknown, ...args) {
    if (due === 0) cost.roundTrips += 1;
    cost.statements += 1;
    due += 1;
    return Promise.resolve(query.apply(this, args)).finally(() => {
      due -= 1;
    });
  });
  return cost;
}

type Query = (this: unknown, ...args: unknown[]) => unknown;
