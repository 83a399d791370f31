import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from '@jest/globals';
import {
  canStart,
  eventually,
  type RedisServer,
  startRedis,
  startRedisCluster,
  startRedisSentinel,
} from '@parley/testing';
import { bytes, drained, gate, keyOf, messages, Recorder } from '../conformance/harness.ts';
import type { Queue } from '../queue.ts';
import { createRedisQueue, type RedisQueueOptions } from './index.ts';

const PASSWORD = 'a p@ssword';
const PARTITIONS = 8;
const FAILOVER_MS = 15_000;
const opened: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of opened.splice(0).toReversed()) await one.close();
});

function open(options: Partial<RedisQueueOptions>): Queue {
  const queue = createRedisQueue({
    password: PASSWORD,
    partitions: PARTITIONS,
    leaseMs: 1_500,
    timeoutMs: 1_000,
    ...options,
  });
  opened.push(queue);
  return queue;
}

/** A master that can die, with a replica that takes over. */
interface Mortal {
  options: Partial<RedisQueueOptions>;
  /** Resolves when the replica has what the master has. */
  replicated(): Promise<void>;
  kill(): void;
}

const mortals: Record<string, () => Promise<Mortal>> = {
  Sentinel: async () => {
    const servers = await startRedisSentinel({ password: PASSWORD });
    opened.push({ close: () => servers.stop() });
    const { masterName, master, sentinel } = servers;
    const sentinels = [sentinel.address];
    return {
      options: { sentinel: { sentinels, masterName, password: PASSWORD } },
      replicated: () => inStep(master, servers.replica),
      kill: () => master.kill('SIGKILL'),
    };
  },
  'Redis Cluster': async () => {
    const cluster = await startRedisCluster({ password: PASSWORD, replica: true });
    opened.push({ close: () => cluster.stop() });
    const [master, , , replica] = cluster.nodes;
    if (!master || !replica) throw new Error('the cluster has no replica');
    return {
      options: { cluster: { nodes: cluster.addresses } },
      replicated: () => inStep(master, replica),
      kill: () => master.kill('SIGKILL'),
    };
  },
};

/** Resolves when the replica has everything that the master has now. */
async function inStep(master: RedisServer, replica: RedisServer): Promise<void> {
  const offset = async (server: RedisServer) => {
    const said = await server.command('info', 'replication');
    return Number(/master_repl_offset:(\d+)/.exec(said)?.[1]);
  };
  const target = await offset(master);
  await eventually(async () => expect(await offset(replica)).toBeGreaterThanOrEqual(target));
}

const runs = canStart('redis') ? describe : describe.skip;

runs('a master dies and its replica takes over', () => {
  test.each(Object.keys(mortals))('%s: nothing that was replicated is lost', async name => {
    const mortal = await mortals[name]?.();
    if (!mortal) throw new Error(`there is no ${name}`);
    const keys = Array.from({ length: PARTITIONS }, (_, one) => keyOf(one, PARTITIONS));
    const publisher = open(mortal.options);
    const publish = (text: string) =>
      publisher.publish(keys.map(key => ({ key, payload: bytes(`${key} ${text}`) })));

    const door = gate();
    const recorder = new Recorder(() => door.opened);
    await recorder.consume(open(mortal.options), 2);
    for (const text of ['1', '2', '3']) await publish(text);
    await eventually(() => expect(recorder.batches.length).toBe(PARTITIONS));
    await mortal.replicated();

    mortal.kill();
    await eventually(() => expect(publish('4')).rejects.toMatchObject({ code: 'unavailable' }));
    // As the outbox does: again until it succeeds.
    await eventually(() => publish('5'), { timeoutMs: FAILOVER_MS });
    door.open();
    await drained(publisher);
    for (const key of keys) {
      const ofKey = recorder.texts.filter(
        text => text.startsWith(`${key} `) && !text.endsWith('4'),
      );
      // A batch in hand, and what was published several times, may come again.
      expect([...new Set(ofKey)]).toEqual(['1', '2', '3', '5'].map(text => `${key} ${text}`));
    }
    await publish('6');
    await eventually(() =>
      expect(recorder.texts.filter(text => text.endsWith('6'))).toHaveLength(PARTITIONS),
    );
  });
});

runs('with TLS and a password', () => {
  test('what is published is heard of and handled', async () => {
    const server = await startRedis({ password: PASSWORD, tls: { serverName: 'redis.example' } });
    opened.push({ close: () => server.stop() });
    const caPem = readFileSync(server.certificates?.caFile ?? '', 'utf8');
    const options = {
      url: `rediss://${server.address}`,
      tls: { caPem, serverName: 'redis.example' },
      // Only what is heard brings the consumer to look in time.
      leaseMs: 60_000,
      pollMs: 60_000,
    };
    const recorder = new Recorder();
    await recorder.consume(open(options));
    const publisher = open(options);
    await publisher.publish(messages('k', 'a', 'b'));
    await drained(publisher);
    expect(recorder.texts).toEqual(['a', 'b']);
  });
});
