import { randomUUID } from 'node:crypto';
import { type RedisServer, startTcpProxy, type TcpProxy } from '@parley/testing';
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
  const prefix = `test-${randomUUID()}`;
  const opened: { close(): Promise<void> }[] = [];

  async function open(options: Partial<RedisQueueOptions> = {}): Promise<Queue> {
    const queue = createRedisQueue({
      url: server.url,
      prefix,
      partitions: PARTITIONS,
      leaseMs: LEASE_MS,
      ...bounds,
      ...options,
    });
    opened.push(queue);
    return queue;
  }

  async function openBehindProxy(options: Partial<RedisQueueOptions> = {}) {
    const proxy = await startTcpProxy({ target: server });
    opened.push(proxy);
    const url = `redis://127.0.0.1:${proxy.port}`;
    const queue = await open({ url, timeoutMs: 500, ...options });
    return { queue, proxy };
  }

  return {
    prefix,
    partitions: PARTITIONS,
    open,
    openBehindProxy,
    // To the others a process that is gone and one that no link leads to are the same.
    openMortal: async () => {
      const { queue, proxy } = await openBehindProxy();
      return { queue, die: () => proxy.cut() };
    },
    close: async () => {
      await Promise.all(opened.splice(0).map(one => one.close()));
    },
  };
}
