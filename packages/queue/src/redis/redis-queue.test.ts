import { afterAll, beforeAll, describe } from '@jest/globals';
import {
  canStart,
  type RedisClusterServers,
  type RedisServer,
  startRedis,
  startRedisCluster,
} from '@parley/testing';
import { describeQueue } from '../conformance/describe-queue.ts';
import { redisClusterQueueHarness, redisQueueHarness } from '../conformance/redis-harness.ts';

(canStart('redis') ? describe : describe.skip)('with redis-server', () => {
  describe('alone', () => {
    let server: RedisServer;
    beforeAll(async () => {
      server = await startRedis();
    });
    afterAll(() => server?.stop());
    describeQueue('redis', async bounds => redisQueueHarness(server, bounds));
  });

  describe('three masters', () => {
    let cluster: RedisClusterServers;
    beforeAll(async () => {
      cluster = await startRedisCluster();
    });
    afterAll(() => cluster?.stop());
    describeQueue('redis cluster', async bounds => redisClusterQueueHarness(cluster, bounds));
  });
});
