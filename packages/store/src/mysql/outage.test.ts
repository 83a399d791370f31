import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { silentLogger, sleep } from '@parley/core';
import {
  canStart,
  eventually,
  type MariadbServer,
  startMariadb,
  startTcpProxy,
  type TcpProxy,
} from '@parley/testing';
import mysql from 'mysql2/promise';
import { admitAll, draft, group, seqs } from '../conformance/fixtures.ts';
import type { Store } from '../store.ts';
import { openMysqlStore } from './open-mysql-store.ts';

(canStart('mariadb') ? describe : describe.skip)('MariaDB in trouble', () => {
  let server: MariadbServer;
  /** Of the test's own database, straight and through the proxy. */
  let url: string;
  let proxiedUrl: string;
  let proxy: TcpProxy;
  let store: Store;
  let conversationId: string;
  let member: string;

  beforeAll(async () => {
    server = await startMariadb();
  });
  afterAll(() => server.stop());

  beforeEach(async () => {
    proxy = await startTcpProxy({ target: server });
    url = await server.createDatabase();
    proxiedUrl = url.replace(`:${server.port}/`, `:${proxy.port}/`);
    store = await openMysqlStore({
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
    const calls = [append(), store.ping(), store.conversations.ofUser(member)];
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
    expect(log.map(event => event.seq)).toEqual(Array.from({ length: seq ?? 0 }, (_, i) => i + 1));
  });

  test('rows held by a frozen transaction are waited for only so long', async () => {
    const frozen = await mysql.createConnection(url);
    await frozen.query('BEGIN');
    await frozen.query('SELECT * FROM conversations WHERE conversation_id = ? FOR UPDATE', [
      conversationId,
    ]);
    const before = performance.now();
    await expect(append()).rejects.toMatchObject({ code: 'unavailable', retryable: true });
    expect(performance.now() - before).toBeLessThan(5_000);
    await frozen.query('COMMIT');
    await frozen.end();
    expect(seqs(await append())).toEqual([1]);
  });

  test('a killed connection undoes its transaction', async () => {
    const admin = await mysql.createConnection(url);
    await admin.query('BEGIN');
    await admin.query('SELECT * FROM conversations FOR UPDATE');
    const waiting = expect(append()).rejects.toMatchObject({ code: 'unavailable' });
    await sleep(100);
    const [others] = await admin.query<mysql.RowDataPacket[]>(
      `SELECT id FROM information_schema.processlist
       WHERE db = DATABASE() AND id <> CONNECTION_ID()`,
    );
    for (const { id } of others) await admin.query('KILL CONNECTION ?', [Number(id)]);
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
    await expect(openMysqlStore(options)).rejects.toMatchObject({
      code: 'unavailable',
    });
    await expect(openMysqlStore({ ...options, poolSize: 0 })).rejects.toMatchObject({
      code: 'invalid_request',
      details: { field: 'poolSize' },
    });
  });
});
