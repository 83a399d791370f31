import { afterAll, beforeAll, describe } from '@jest/globals';
import { RedisConnection } from '@parley/redis';
import { canStart, eventually, freePort, type RedisServer, startRedis } from '@parley/testing';
import { describeQueue } from '../conformance/describe-queue.ts';
import { redisQueueHarness } from '../conformance/redis-harness.ts';

(canStart('redis') ? describe : describe.skip)('with redis-server', () => {
  let server: RedisServer;

  describe('alone', () => {
    beforeAll(async () => {
      server = await startRedis();
    });
    afterAll(() => server.stop());
    describeQueue('redis', async bounds => redisQueueHarness(server, bounds));
  });

  // One node with all slots: it refuses scripts and commands whose keys lie in different slots.
  describe('in cluster mode', () => {
    beforeAll(async () => {
      const busPort = await freePort();
      server = await startRedis({ settings: ['cluster-enabled yes', `cluster-port ${busPort}`] });
      const connection = new RedisConnection({ url: server.url });
      await connection.command(['cluster', 'ADDSLOTSRANGE', 0, 16_383]);
      await eventually(async () =>
        String(await connection.command(['cluster', 'INFO'])).includes('cluster_state:ok'),
      );
      await connection.close();
    });
    afterAll(() => server.stop());
    describeQueue('redis cluster', async bounds => redisQueueHarness(server, bounds));
  });
});
