import { randomUUID } from 'node:crypto';
import {
  type RedisClusterServers,
  type RedisServer,
  startTcpProxy,
  type TcpProxy,
} from '@parley/testing';
import type { Queue } from '../queue.ts';
import { createRedisQueue, type RedisQueueOptions } from '../redis/index.ts';
import type { QueueBounds, QueueHarness } from './harness.ts';

/** Short, so that tests of takeover end soon; long enough for a busy machine to keep it. */
const LEASE_MS = 1_500;
const PARTITIONS = 8;

export interface RedisQueueHarness extends QueueHarness {
  prefix: string;
  open(options?: Partial<RedisQueueOptions>): Promise<Queue>;
  /** A node behind a link of its own. */
  openBehindProxy(options?: Partial<RedisQueueOptions>): Promise<{ queue: Queue; proxy: TcpProxy }>;
}

/** A queue of its own on a server that tests share. */
export function redisQueueHarness(
  server: RedisServer,
  bounds: QueueBounds = {},
): RedisQueueHarness {
  const queues = openings({ url: server.url, ...bounds });

  async function openBehindProxy(options: Partial<RedisQueueOptions> = {}) {
    const proxy = await startTcpProxy({ target: server });
    queues.opened.push(proxy);
    const url = `redis://127.0.0.1:${proxy.port}`;
    const queue = await queues.open({ url, timeoutMs: 500, ...options });
    return { queue, proxy };
  }

  return {
    ...queues,
    openBehindProxy,
    // To the others a process that is gone and one that no link leads to are the same.
    openMortal: async () => {
      const { queue, proxy } = await openBehindProxy();
      return { queue, die: () => proxy.cut() };
    },
  };
}

/** The same on a Redis Cluster. */
export function redisClusterQueueHarness(
  cluster: RedisClusterServers,
  bounds: QueueBounds = {},
): QueueHarness {
  const queues = openings({ cluster: { nodes: cluster.addresses }, ...bounds });
  const everywhere = (...command: readonly string[]) =>
    Promise.all(cluster.nodes.map(node => node.command('acl', ...command)));
  return {
    ...queues,
    // Nodes name each other's real addresses, past any proxy. A user that is gone is cut off at once.
    openMortal: async () => {
      const user = { username: `mortal-${randomUUID()}`, password: 'mortal' };
      await everywhere('setuser', user.username, 'on', `>${user.password}`, '~*', '&*', '+@all');
      const queue = await queues.open(user);
      return {
        queue,
        die: async () => {
          await everywhere('deluser', user.username);
        },
      };
    },
  };
}

/** Handles on one queue, each with `base` unless told otherwise. */
function openings(base: RedisQueueOptions) {
  const prefix = `test-${randomUUID()}`;
  const opened: { close(): Promise<void> }[] = [];
  return {
    prefix,
    partitions: PARTITIONS,
    opened,
    open: async (options: Partial<RedisQueueOptions> = {}): Promise<Queue> => {
      const queue = createRedisQueue({
        ...base,
        prefix,
        partitions: PARTITIONS,
        leaseMs: LEASE_MS,
        ...options,
      });
      opened.push(queue);
      return queue;
    },
    close: async () => {
      await Promise.all(opened.splice(0).map(one => one.close()));
    },
  };
}
