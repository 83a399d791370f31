import { afterEach, expect, jest, test } from '@jest/globals';
import { LOBBY_ID } from '@parley/core';
import { startRedis, startRedisCluster } from '@parley/testing';
import { startSingle } from '@parley/testing/deployment';
import { Person } from './person.ts';
import { TEST_ENV } from './test-env.ts';

jest.setTimeout(60_000);

const PASSWORD = 'known to this test alone';
const opened: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close();
});

/** Starts all tiers on this Redis; two people say something to each other. */
async function chatOn(redis: Record<string, string>): Promise<void> {
  const parley = await startSingle({
    env: {
      ...TEST_ENV,
      PARLEY_QUEUE_KIND: 'redis',
      PARLEY_SESSION_STORE_KIND: 'redis',
      PARLEY_REDIS_PASSWORD: PASSWORD,
      ...redis,
    },
  });
  opened.push(() => parley.stop());
  const [ann, bob] = await Promise.all([Person.arrive(parley), Person.arrive(parley)]);
  opened.push(
    () => ann.leave(),
    () => bob.leave(),
  );
  const { conversationId } = await ann.client.api.openDirect(bob.user.userId);
  await ann.say(LOBBY_ID, 'to the room');
  await ann.say(conversationId, 'to you alone');
  await bob.hears(LOBBY_ID, ['to the room']);
  await bob.hears(conversationId, ['to you alone']);
}

test('on a Redis Cluster with a password', async () => {
  const cluster = await startRedisCluster({ password: PASSWORD });
  opened.push(() => cluster.stop());
  await chatOn({
    PARLEY_REDIS_KIND: 'cluster',
    PARLEY_REDIS_CLUSTER_NODES: cluster.addresses.join(','),
  });
  const queues = await Promise.all(cluster.nodes.map(node => node.command('keys', '*:lease')));
  // Each node has some of the partitions.
  for (const keys of queues) expect(keys).toContain(':lease');
});

test('on a Redis with TLS, certificates of clients and a password', async () => {
  const tls = { serverName: 'redis.example', clientCertificates: 'required' } as const;
  const redis = await startRedis({ password: PASSWORD, tls });
  opened.push(() => redis.stop());
  const { caFile = '', certFile = '', keyFile = '' } = redis.certificates ?? {};
  await chatOn({
    PARLEY_REDIS_URL: `rediss://${redis.address}`,
    PARLEY_REDIS_CA_FILE: caFile,
    PARLEY_REDIS_CERT_FILE: certFile,
    PARLEY_REDIS_KEY_FILE: keyFile,
    PARLEY_REDIS_SERVER_NAME: tls.serverName,
  });
});
