import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sleep } from '@parley/core';
import { canStart, type RedisClusterServers, startRedisCluster } from '@parley/testing';
import { describeSessionStore } from '../conformance/describe-session-store.ts';
import type { SessionStoreHarness } from '../conformance/harness.ts';
import type { SessionStore } from '../session-store.ts';
import { createRedisSessionStore } from './index.ts';

const TTL_MS = { short: 1_000, long: 60_000 };

(canStart('redis') ? describe : describe.skip)('with Redis Cluster', () => {
  let cluster: RedisClusterServers;

  beforeAll(async () => {
    cluster = await startRedisCluster();
  });
  afterAll(() => cluster?.stop());

  describeSessionStore('redis cluster', create);

  test('users and conversations spread over all nodes', async () => {
    const harness = await create('long');
    const store = await harness.open();
    const ids = Array.from({ length: 300 }, (_, i) => `room-${i}`);
    await store.occupy('s1', ids);
    for (const node of cluster.nodes) {
      expect(Number(await node.command('dbsize'))).toBeGreaterThan(50);
    }
    expect((await store.hosts(ids)).size).toBe(ids.length);
    await harness.close();
  });

  async function create(ttl: 'short' | 'long'): Promise<SessionStoreHarness> {
    const ttlMs = TTL_MS[ttl];
    const prefix = `test-${randomUUID()}`;
    const opened: SessionStore[] = [];
    return {
      ttlMs,
      open: async () => {
        const nodes = cluster.addresses;
        const store = createRedisSessionStore({ cluster: { nodes }, prefix, ttlMs });
        opened.push(store);
        return store;
      },
      pass: sleep,
      wipe: async () => {
        await Promise.all(cluster.nodes.map(node => node.command('flushall')));
      },
      close: async () => {
        await Promise.all(opened.map(store => store.close()));
      },
    };
  }
});
