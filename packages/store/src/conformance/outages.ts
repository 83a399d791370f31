import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Logger, silentLogger, sleep } from '@parley/core';
import {
  type BackendName,
  canStart,
  eventually,
  type MariadbServer,
  type PostgresServer,
  startTcpProxy,
  type TcpProxy,
} from '@parley/testing';
import type { Store } from '../store.ts';
import { admitAll, draft, group, seqs } from './fixtures.ts';

type DatabaseServer = PostgresServer | MariadbServer;

/** A connection beside those of the store. */
export interface SideConnection {
  query(sql: string): Promise<unknown>;
  /** Ends all connections to the database but this one. */
  killOthers(): Promise<void>;
  end(): Promise<void>;
}

/** A database that is a server of its own, and how to reach it past the store. */
export interface RemoteDatabase {
  start(): Promise<DatabaseServer>;
  open(options: {
    url: string;
    poolSize?: number;
    statementTimeoutMs?: number;
    logger: Logger;
  }): Promise<Store>;
  connect(url: string): Promise<SideConnection>;
}

/** What a store promises while its server, or the way there, fails. */
export function describeOutages(backend: BackendName, database: RemoteDatabase): void {
  (canStart(backend) ? describe : describe.skip)(`the store while ${backend} is in trouble`, () => {
    let server: DatabaseServer;
    /** Of the test's own database, straight and through the proxy. */
    let url: string;
    let proxiedUrl: string;
    let proxy: TcpProxy;
    let store: Store;
    let conversationId: string;
    let member: string;

    beforeAll(async () => {
      server = await database.start();
    });
    afterAll(() => server.stop());

    beforeEach(async () => {
      proxy = await startTcpProxy({ target: server });
      url = await server.createDatabase();
      proxiedUrl = url.replace(`:${server.port}/`, `:${proxy.port}/`);
      // With time for it: making the tables is no matter of this test's short timeouts.
      await (await database.open({ url, logger: silentLogger })).close();
      store = await database.open({
        url: proxiedUrl,
        statementTimeoutMs: 400,
        logger: silentLogger,
      });
      const made = await group(store);
      conversationId = made.conversationId;
      [member] = made.members;
    });
    afterEach(async () => {
      await store.close();
      await proxy.close();
    });

    const append = () => store.log.append([draft(conversationId, member)], admitAll);

    test('a restart of the server is survived without opening again', async () => {
      expect(seqs(await append())).toEqual([1]);
      await server.restart();
      await eventually(() => store.ping());
      expect(seqs(await append())).toEqual([2]);
    });

    test('connections that break fail their calls with unavailable, all of them', async () => {
      await append();
      await proxy.cut();
      const calls = [append(), store.ping(), store.conversations.ofUsers([member])];
      const more = [
        store.accounts.findByName('x'),
        store.log.read(conversationId, { afterSeq: 0 }, 1),
      ];
      for (const call of [...calls, ...more]) {
        await expect(call).rejects.toMatchObject({ code: 'unavailable', retryable: true });
      }
      await proxy.restore();
      await eventually(() => store.ping());
      expect(seqs(await append())).toEqual([2]);
    });

    test('a server that falls silent is given up, and its connections are not used again', async () => {
      await append();
      proxy.freeze('toServer', 'toClient');
      await expect(append()).rejects.toMatchObject({ code: 'unavailable' });
      await proxy.restore();
      await eventually(() => store.ping());
      const [seq] = seqs(await append());
      // The frozen append may have got through to the server or not; it never leaves a gap.
      const log = await store.log.read(conversationId, { afterSeq: 0 }, 10);
      expect(log.map(event => event.seq)).toEqual(
        Array.from({ length: seq ?? 0 }, (_, i) => i + 1),
      );
    });

    test('rows held by a frozen transaction are waited for only so long', async () => {
      const frozen = await database.connect(url);
      await frozen.query('BEGIN');
      await frozen.query('SELECT * FROM conversations FOR UPDATE');
      const before = performance.now();
      await expect(append()).rejects.toMatchObject({ code: 'unavailable', retryable: true });
      expect(performance.now() - before).toBeLessThan(5_000);
      await frozen.query('COMMIT');
      await frozen.end();
      expect(seqs(await append())).toEqual([1]);
    });

    test('a killed connection undoes its transaction', async () => {
      const admin = await database.connect(url);
      await admin.query('BEGIN');
      await admin.query('SELECT * FROM conversations FOR UPDATE');
      const waiting = expect(append()).rejects.toMatchObject({ code: 'unavailable' });
      await sleep(100);
      await admin.killOthers();
      await waiting;
      await admin.query('COMMIT');
      await admin.end();
      await eventually(() => store.ping());
      expect(await store.log.read(conversationId, { afterSeq: 0 }, 10)).toEqual([]);
      expect(seqs(await append())).toEqual([1]);
    });

    test('a server that is not there stops the start with unavailable', async () => {
      const options = { url: proxiedUrl, logger: silentLogger };
      await proxy.cut();
      await expect(database.open(options)).rejects.toMatchObject({
        code: 'unavailable',
      });
      await expect(database.open({ ...options, poolSize: 0 })).rejects.toMatchObject({
        code: 'invalid_request',
        details: { field: 'poolSize' },
      });
    });
  });
}
