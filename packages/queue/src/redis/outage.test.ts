import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Logger, silentLogger } from '@parley/core';
import { RedisConnection } from '@parley/redis';
import { canStart, eventually, freePort, type RedisServer, startRedis } from '@parley/testing';
import { bytes, drained, gate, messages, Recorder } from '../conformance/harness.ts';
import { type RedisQueueHarness, redisQueueHarness } from '../conformance/redis-harness.ts';
import { partitionOf } from '../partition.ts';
import { createRedisQueue } from './index.ts';
import { queueKeys } from './keys.ts';

(canStart('redis') ? describe : describe.skip)('a Redis that fails', () => {
  let server: RedisServer;
  let harness: RedisQueueHarness;
  let admin: RedisConnection;

  beforeAll(async () => {
    server = await startRedis();
    admin = new RedisConnection({ url: server.url });
  });
  afterAll(async () => {
    await admin.close();
    await server.stop();
  });
  beforeEach(() => {
    harness = redisQueueHarness(server);
  });
  afterEach(() => harness.close());

  /** Publishes until it works: as the outbox does. */
  const publishWhenBack = (...payloads: string[]) =>
    eventually(async () => (await harness.open()).publish(messages('k', ...payloads)));

  test('emptied while a batch is in hand: the consumer goes on with what comes later', async () => {
    const door = gate();
    const recorder = new Recorder(() => door.opened);
    const queue = await harness.open();
    await recorder.consume(queue);
    await queue.publish(messages('k', 'before'));
    await eventually(() => expect(recorder.texts).toEqual(['before']));
    await admin.command(['flushall']);
    await queue.publish(messages('k', 'after'));
    door.open();
    await eventually(() => expect(recorder.texts).toEqual(['before', 'after']));
    await drained(queue);
  });

  test('emptied: consumers share again, and each partition is worked', async () => {
    const recorders = [new Recorder(), new Recorder()];
    const queue = await harness.open();
    for (const recorder of recorders) await recorder.consume(await harness.open());
    await admin.command(['flushall']);
    await eventually(
      async () => {
        for (const recorder of recorders) recorder.batches.length = 0;
        const keys = Array.from({ length: 200 }, (_, i) => `k${i}`);
        await queue.publish(keys.map(key => ({ key, payload: bytes('x') })));
        await drained(queue);
        for (const recorder of recorders) {
          const partitions = new Set(recorder.items.map(item => item.partition));
          expect(partitions.size).toBe(harness.partitions / 2);
        }
      },
      { timeoutMs: 10_000 },
    );
  });

  test('gone: publishing fails at once; back and empty: consumers go on by themselves', async () => {
    const recorder = new Recorder();
    const queue = await harness.open();
    await recorder.consume(await harness.open());
    await queue.publish(messages('k', 'before'));
    await eventually(() => expect(recorder.texts).toEqual(['before']));

    server.kill('SIGKILL');
    await eventually(() => expect(queue.depth()).rejects.toMatchObject({ code: 'unavailable' }));
    const startedAt = performance.now();
    await expect(queue.publish(messages('k', 'lost'))).rejects.toMatchObject({
      code: 'unavailable',
      retryable: true,
    });
    expect(performance.now() - startedAt).toBeLessThan(100);

    await server.restart();
    await publishWhenBack('after');
    await eventually(() => expect(recorder.texts).toEqual(['before', 'after']));
  });

  test('gone while a batch is in hand: closing the consumer still ends', async () => {
    const door = gate();
    const recorder = new Recorder(() => door.opened);
    const { queue, proxy } = await harness.openBehindProxy();
    const consumer = await recorder.consume(queue);
    await queue.publish(messages('k', 'a'));
    await eventually(() => expect(recorder.texts).toEqual(['a']));
    await proxy.cut();
    const closing = consumer.close();
    door.open();
    const startedAt = performance.now();
    await closing;
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });

  test('frozen: calls fail within the time-out', async () => {
    const { queue, proxy } = await harness.openBehindProxy();
    await queue.publish(messages('k', 'a'));
    proxy.freeze('toServer', 'toClient');
    const startedAt = performance.now();
    await expect(queue.publish(messages('k', 'b'))).rejects.toMatchObject({ code: 'unavailable' });
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  test('never there: consuming is refused', async () => {
    const url = `redis://127.0.0.1:${await freePort()}`;
    const queue = await harness.open({ url, timeoutMs: 100 });
    await expect(new Recorder().consume(queue)).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('what a person must mend is in the log; mended, the consumer goes on', async () => {
    const warnings: string[] = [];
    const warn = (_fields: Record<string, unknown>, message: string) => {
      warnings.push(message);
    };
    const logger: Logger = { ...silentLogger, warn, child: () => logger };
    const recorder = new Recorder();
    await recorder.consume(await harness.open({ logger }));
    const queue = await harness.open();
    const list = queueKeys(harness.prefix).list(partitionOf('k', harness.partitions));
    await admin.command(['set', list, 'not a list']);
    await eventually(() => expect(warnings).toContain('could not take from the queue'));
    await admin.command(['del', list]);
    await queue.publish(messages('k', 'a'));
    await eventually(() => expect(recorder.texts).toEqual(['a']));
  });

  test('full: publishing is overloaded, and what waits can be worked off', async () => {
    const queue = await harness.open();
    const texts = Array.from({ length: 50 }, (_, i) => `${i}`);
    await queue.publish(messages('k', ...texts));
    await admin.command(['config', 'set', 'maxmemory', '1']);
    try {
      await expect(queue.publish(messages('k', 'x'))).rejects.toMatchObject({ code: 'overloaded' });
      const recorder = new Recorder();
      await recorder.consume(queue, 10);
      await drained(queue);
      expect(recorder.texts).toEqual(texts);
    } finally {
      await admin.command(['config', 'set', 'maxmemory', '0']);
    }
  });
});

test.each([
  [{ url: 'nowhere' }, 'url'],
  [{ prefix: 'a{b}' }, 'prefix'],
  [{ prefix: '' }, 'prefix'],
  [{ partitions: 0 }, 'partitions'],
  [{ partitions: 2_000 }, 'partitions'],
  [{ leaseMs: 10 }, 'leaseMs'],
  [{ pollMs: 6_000 }, 'pollMs'],
])('%j is refused by the name of the option', (options, field) => {
  expect(() => createRedisQueue({ url: 'redis://127.0.0.1', ...options })).toThrow(
    expect.objectContaining({ details: expect.objectContaining({ field }) }),
  );
});
