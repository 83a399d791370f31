import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { canStart, type RedisServer, startRedis } from '@parley/testing';
import { binding, touched } from '../conformance/harness.ts';
import type { SessionStore } from '../session-store.ts';
import { createRedisSessionStore } from './index.ts';

(canStart('redis') ? describe : describe.skip)('what asking costs', () => {
  let server: RedisServer;
  let store: SessionStore;
  const ids = Array.from({ length: 200 }, (_, i) => `${i}`);

  beforeAll(async () => {
    server = await startRedis();
    store = createRedisSessionStore({ url: server.url, prefix: `test-${randomUUID()}` });
    await store.touch(touched(...ids.map(userId => binding(`c${userId}`, { userId }))));
    await store.occupy('s1', ids);
    // From now on Redis has the scripts.
    await Promise.all([store.nodesOf(ids), store.hosts(ids)]);
  });
  afterAll(async () => {
    await store.close();
    await server.stop();
  });

  test('a hundred messages for two people each: one command', async () => {
    expect(await commandsOf(() => store.nodesOf(ids))).toBe(1);
  });

  test('people on one node: a number for each in the answer', async () => {
    await server.command('config', 'resetstat');
    await store.nodesOf(ids);
    const stats = await server.command('info', 'stats');
    const sentBytes = Number(/^total_net_output_bytes:(\d+)/m.exec(stats)?.[1]);
    expect(sentBytes).toBeGreaterThan(0);
    expect(sentBytes).toBeLessThan(5 * ids.length + 100);
  });

  test('a hundred conversations: one command', async () => {
    expect(await commandsOf(() => store.hosts(ids.slice(0, 100)))).toBe(1);
  });

  test('so many people that others would wait: some commands, and all are found', async () => {
    const many = Array.from({ length: 1_000 }, (_, i) => `${i}`);
    expect(await commandsOf(() => store.nodesOf(many))).toBe(4);
    expect((await store.nodesOf(many)).size).toBe(ids.length);
  });

  /** How many commands clients sent meanwhile; those inside of scripts are not counted. */
  async function commandsOf(asking: () => Promise<unknown>): Promise<number> {
    await server.command('config', 'resetstat');
    await asking();
    const stats = await server.command('info', 'commandstats');
    const sent = [...stats.matchAll(/^cmdstat_(\w+):calls=(\d+)/gm)];
    const inScripts = new Set(['time', 'hvals', 'zrange']);
    return sent
      .filter(([, name]) => name !== 'config' && !inScripts.has(name ?? ''))
      .reduce((sum, [, , calls]) => sum + Number(calls), 0);
  }
});
