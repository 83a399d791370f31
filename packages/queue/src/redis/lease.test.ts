import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sleep } from '@parley/core';
import { RedisConnection } from '@parley/redis';
import { canStart, eventually, type RedisServer, startRedis } from '@parley/testing';
import { drained, gate, messages, Recorder } from '../conformance/harness.ts';
import { type RedisQueueHarness, redisQueueHarness } from '../conformance/redis-harness.ts';
import { CHANGED, queueKeys } from './keys.ts';

(canStart('redis') ? describe : describe.skip)('leases in Redis', () => {
  let server: RedisServer;
  let harness: RedisQueueHarness;

  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.stop());
  beforeEach(() => {
    harness = redisQueueHarness(server);
  });
  afterEach(() => harness.close());

  test('an acknowledgement after the lease was lost leaves the new owner its items', async () => {
    const { queue: slow, proxy } = await harness.openBehindProxy();
    const slowDoor = gate();
    const slowOne = new Recorder(() => slowDoor.opened);
    await slowOne.consume(slow, 2);
    const queue = await harness.open();
    await queue.publish(messages('k', 'a', 'b', 'c'));
    await eventually(() => expect(slowOne.texts).toEqual(['a', 'b']));

    const newDoor = gate();
    const newOne: Recorder = new Recorder(async () => {
      await newDoor.opened;
      if (newOne.batches.length === 1) throw new Error('not done');
    });
    await newOne.consume(queue, 2);
    proxy.freeze('toServer', 'toClient');
    await eventually(() => expect(newOne.texts).toEqual(['a', 'b']), { timeoutMs: 10_000 });

    await proxy.restore();
    await eventually(() => slow.depth());
    slowDoor.open();
    await sleep(400);
    expect((await queue.depth()).waiting).toBe(3);

    newDoor.open();
    await drained(queue);
    // Both are alive again and share, so either may have got the rest.
    expect([...newOne.texts.slice(2), ...slowOne.texts.slice(2)]).toEqual(['a', 'b', 'c']);
  });

  test('a batch that was lost on its way to the consumer is given again', async () => {
    const { queue: consuming, proxy } = await harness.openBehindProxy();
    const recorder = new Recorder();
    await recorder.consume(consuming);
    const queue = await harness.open();
    // Once it has had a batch it waits for the next, and asks when it is woken.
    await queue.publish(messages('k', 'before'));
    await drained(queue);
    proxy.freeze('toClient');
    await queue.publish(messages('k', 'a'));
    await inProcessing(1);
    await proxy.cut();
    await proxy.restore();
    await drained(queue);
    expect(recorder.texts).toEqual(['before', 'a']);
  });

  test('an acknowledgement that is sent twice removes nothing the second time', async () => {
    const { queue: consuming, proxy } = await harness.openBehindProxy();
    const door = gate();
    const recorder = new Recorder(() => door.opened);
    await recorder.consume(consuming, 1);
    const queue = await harness.open();
    await queue.publish(messages('k', 'a', 'b', 'c'));
    await eventually(() => expect(recorder.texts).toEqual(['a']));
    proxy.freeze('toClient');
    door.open();
    // The acknowledgement of a has arrived and b is in hand there; the answer has not.
    await eventually(async () => expect((await queue.depth()).waiting).toBe(2));
    await proxy.cut();
    await proxy.restore();
    await drained(queue);
    expect(recorder.texts).toEqual(['a', 'b', 'c']);
  });

  // With one partition, whoever finds it free takes it.
  test('a batch may take longer than the lease', async () => {
    const recorder = new Recorder(() => sleep(2_500));
    await recorder.consume(await harness.open({ partitions: 1 }));
    const queue = await harness.open({ partitions: 1 });
    await queue.publish(messages('k', 'a'));
    await eventually(() => expect(recorder.texts).toEqual(['a']));
    const other = new Recorder();
    await other.consume(queue);
    await drained(queue);
    expect([recorder.texts, other.texts]).toEqual([['a'], []]);
  });

  test('closing keeps the lease until the batch in hand is finished', async () => {
    const recorder = new Recorder(() => sleep(2_500));
    const consumer = await recorder.consume(await harness.open({ partitions: 1 }));
    const queue = await harness.open({ partitions: 1 });
    await queue.publish(messages('k', 'a'));
    await eventually(() => expect(recorder.texts).toEqual(['a']));
    const other = new Recorder();
    await other.consume(queue);
    await consumer.close();
    await drained(queue);
    expect([recorder.texts, other.texts]).toEqual([['a'], []]);
  });

  test('what a consumer gives back is taken at once, also when a renewal was on its way', async () => {
    const leaseMs = 30_000;
    const { queue: leaving, proxy } = await harness.openBehindProxy({ leaseMs });
    const consumer = await new Recorder().consume(leaving);
    const queue = await harness.open({ leaseMs });
    proxy.delayMs = 50;
    // Each of these makes the leaving consumer renew what it has not yet seen given back.
    const nudging = (async () => {
      const admin = new RedisConnection({ url: server.url });
      for (let i = 0; i < 40; i++) {
        await admin.command(['publish', queueKeys(harness.prefix).wake, CHANGED]);
        await sleep(5);
      }
      await admin.close();
    })();
    await sleep(60);
    await consumer.close();
    await nudging;
    const recorder = new Recorder();
    await recorder.consume(queue);
    const keys = Array.from({ length: 100 }, (_, i) => `k${i}`);
    await queue.publish(keys.flatMap(key => messages(key, 'x')));
    await drained(queue);
    expect(new Set(recorder.items.map(item => item.partition)).size).toBe(harness.partitions);
  });

  test('a node with another number of partitions is refused', async () => {
    await (await harness.open()).publish(messages('k', 'a'));
    const stranger = await harness.open({ partitions: harness.partitions + 1 });
    const refused = { code: 'invalid_request', details: { field: 'partitions', value: '9' } };
    await expect(stranger.publish(messages('k', 'b'))).rejects.toMatchObject(refused);
    await expect(new Recorder().consume(stranger)).rejects.toMatchObject(refused);
  });

  async function inProcessing(length: number): Promise<void> {
    const admin = new RedisConnection({ url: server.url });
    try {
      await eventually(async () => {
        const keys = await admin.command(['keys', `${harness.prefix}:*:processing`]);
        const lengths = await admin.pipeline((keys as string[]).map(key => ['llen', key]));
        expect(lengths).toEqual([length]);
      });
    } finally {
      await admin.close();
    }
  }
});
