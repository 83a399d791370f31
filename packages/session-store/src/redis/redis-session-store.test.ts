import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sleep } from '@parley/core';
import { RedisConnection } from '@parley/redis';
import { canStart, eventually, type RedisServer, startRedis, startTcpProxy } from '@parley/testing';
import { describeSessionStore } from '../conformance/describe-session-store.ts';
import { binding, located, type SessionStoreHarness, touched } from '../conformance/harness.ts';
import type { SessionStore } from '../session-store.ts';
import { createRedisSessionStore } from './index.ts';

const TTL_MS = { short: 1_000, long: 60_000 };

interface Harness extends SessionStoreHarness {
  prefix: string;
}

(canStart('redis') ? describe : describe.skip)('with redis-server', () => {
  let server: RedisServer;
  let admin: RedisConnection;

  beforeAll(async () => {
    server = await startRedis();
    admin = new RedisConnection({ url: server.url });
  });
  afterAll(async () => {
    await admin.close();
    await server.stop();
  });
  describeSessionStore('redis', create);

  test('nothing is left in Redis when its time is over', async () => {
    const harness = await create('short');
    const store = await harness.open();
    await store.touch(touched(binding('c1'), binding('c2', { deviceId: 'd2' })));
    await store.occupy('s1', ['a']);
    await sleep(2 * harness.ttlMs + 100);
    expect(await keys(harness.prefix)).toEqual([]);
    await harness.close();
  });

  test('nothing is left in Redis after unbind, vacate and evict', async () => {
    const harness = await create('short');
    const store = await harness.open();
    await store.bind(binding('c1'));
    await store.occupy('s1', ['a']);
    await store.unbind([binding('c1')]);
    await store.vacate('s1', ['a']);
    expect(await keys(harness.prefix)).toEqual([]);
    await store.bind(binding('c1'));
    await store.occupy('s1', ['a']);
    await store.evict('s1', 0);
    expect(await keys(harness.prefix)).toEqual([]);
    await harness.close();
  });

  test('what expired is taken out while something beside it is kept alive', async () => {
    const harness = await create('short');
    const store = await harness.open();
    const keepAlive = async () => {
      await store.bind(binding('c2', { deviceId: 'kept', serverId: 'kept' }));
      await store.occupy('kept', ['a']);
    };
    await store.bind(binding('c1', { deviceId: 'forgotten' }));
    await store.occupy('forgotten', ['a']);
    await sleep(harness.ttlMs / 2);
    await keepAlive();
    await sleep(harness.ttlMs / 2 + 50);
    await keepAlive();
    const fields = (await admin.command(['hkeys', `${harness.prefix}:{u:u1}`])) as string[];
    expect(fields.sort()).toEqual(['', 'kept']);
    const hosts = await admin.command(['zrange', `${harness.prefix}:{c:a}`, 0, -1]);
    expect(hosts).toEqual(['kept']);
    await harness.close();
  });

  test('while Redis is away calls fail at once; afterwards the store goes on by itself', async () => {
    const proxy = await startTcpProxy({ target: server });
    const store = createRedisSessionStore({ url: `redis://127.0.0.1:${proxy.port}` });
    await store.bind(binding('c1', { userId: 'outage' }));
    await proxy.cut();
    await expect(store.locate(['outage'])).rejects.toMatchObject({ code: 'unavailable' });
    const startedAt = performance.now();
    await expect(store.locate(['outage'])).rejects.toMatchObject({ code: 'unavailable' });
    expect(performance.now() - startedAt).toBeLessThan(100);
    await proxy.restore();
    await eventually(async () => expect((await located(store, 'outage')).length).toBe(1));
    await store.close();
    await proxy.close();
  });

  async function create(ttl: 'short' | 'long'): Promise<Harness> {
    const ttlMs = TTL_MS[ttl];
    const prefix = `test-${randomUUID()}`;
    const opened: SessionStore[] = [];
    return {
      prefix,
      ttlMs,
      open: async () => {
        const store = createRedisSessionStore({ url: server.url, prefix, ttlMs });
        opened.push(store);
        return store;
      },
      pass: sleep,
      wipe: async () => {
        await admin.command(['flushall']);
      },
      close: async () => {
        await Promise.all(opened.map(store => store.close()));
      },
    };
  }

  const keys = (prefix: string) => admin.command(['keys', `${prefix}:*`]);
});

test.each([
  [{ url: 'nowhere' }, 'url'],
  [{ prefix: 'a{b}' }, 'prefix'],
  [{ ttlMs: 0 }, 'ttlMs'],
])('%j is refused by the name of the option', (options, field) => {
  expect(() => createRedisSessionStore({ url: 'redis://127.0.0.1', ...options })).toThrow(
    expect.objectContaining({ details: expect.objectContaining({ field }) }),
  );
});
