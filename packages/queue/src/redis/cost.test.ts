import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { canStart, eventually, type RedisServer, startRedis } from '@parley/testing';
import { type RedisQueueHarness, redisQueueHarness } from '../conformance/redis-harness.ts';

/** Nothing is asked for the sake of time while a test runs. */
const PATIENT = { leaseMs: 600_000, pollMs: 600_000 };

(canStart('redis') ? describe : describe.skip)('what the queue costs', () => {
  let server: RedisServer;
  let harness: RedisQueueHarness;

  beforeAll(async () => {
    server = await startRedis();
  });
  afterEach(() => harness.close());
  afterAll(() => server.stop());

  test('a publish: a push for each partition, and one wake', async () => {
    harness = redisQueueHarness(server);
    const queue = await harness.open(PATIENT);
    const keys = Array.from({ length: 100 }, (_, i) => `k${i}`);
    const messages = keys.map(key => ({ key, payload: Buffer.from(key) }));
    await queue.publish(messages);
    await reset();
    await queue.publish(messages);
    expect(await calls('rpush')).toBe(harness.partitions);
    expect(await calls('publish')).toBe(1);
  });

  test('a batch: one question, which acknowledges the one before', async () => {
    harness = redisQueueHarness(server);
    const queue = await harness.open(PATIENT);
    const batches = 50;
    const messages = Array.from({ length: 2 * batches }, (_, i) => ({
      key: 'one partition',
      payload: Buffer.from(`${i}`),
    }));
    await queue.publish(messages);
    await reset();
    let done = 0;
    const consumer = await queue.consume(
      async items => {
        done += items.length;
      },
      { consumerId: 'c', maxItems: 2 },
    );
    await eventually(async () => {
      expect(done).toBe(messages.length);
      expect((await queue.depth()).waiting).toBe(0);
    });
    // Each partition is looked at once when it is taken, and once more when the consumer hears of news.
    expect(await calls('lpop')).toBeLessThanOrEqual(batches + 2 * harness.partitions);
    expect(await calls('ltrim')).toBe(batches);
    await consumer.close();
  });

  const reset = () => server.command('config', 'resetstat');

  async function calls(command: string): Promise<number> {
    const stats = await server.command('info', 'commandstats');
    return Number(new RegExp(`^cmdstat_${command}:calls=(\\d+)`, 'm').exec(stats)?.[1] ?? 0);
  }
});
