import { afterEach } from '@jest/globals';
import type { Dispatch } from '@parley/contracts';
import { type Logger, silentLogger } from '@parley/core';
import type { Queue } from '@parley/queue';
import { createMemoryQueue } from '@parley/queue/memory';
import type { SessionStore } from '@parley/session-store';
import { createMemorySessionStore } from '@parley/session-store/memory';
import { Registry } from 'prom-client';
import { createTask, type TaskOptions } from '../src/index.ts';
import { payloadOf } from './dispatch.ts';
import { FakeConnectGateway } from './fake-connect-gateway.ts';

const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

export interface HarnessOptions {
  options?: Partial<TaskOptions>;
  /** Put in place of the queue's or the store's own. */
  queue?: Partial<Queue>;
  sessionStore?: Partial<SessionStore>;
  partitions?: number;
  nodes?: string[];
  logger?: Logger;
}

/** task between a queue and a session store in memory and connect nodes that write down what they get. */
export async function startTask(given: HarnessOptions = {}) {
  const realQueue = createMemoryQueue({ partitions: given.partitions ?? 1 });
  const realStore = createMemorySessionStore({ ttlMs: 60_000 });
  const queue = replace(realQueue, given.queue);
  const sessionStore = replace(realStore, given.sessionStore);
  const connect = new FakeConnectGateway(...(given.nodes ?? ['a', 'b']));
  const metrics = new Registry();
  const task = createTask({
    queue,
    sessionStore,
    connect,
    logger: given.logger ?? silentLogger,
    metrics,
    options: { retryFirstMs: 10, ...given.options },
  });
  closers.push(
    () => realStore.close(),
    () => realQueue.close(),
    () => task.close(),
  );
  await task.start();
  return {
    task,
    queue: realQueue,
    sessionStore: realStore,
    connect,
    /** Publishes each dispatch as an item of its own, in order. */
    publish: (...dispatches: Dispatch[]) =>
      realQueue.publish(
        dispatches.map(one => ({ key: one.conversationId ?? '', payload: payloadOf(one) })),
      ),
    /** The sum of a metric over its labels, or of those that match. */
    metric: async (name: string, labels: Record<string, string> = {}) => {
      const found = await metrics.getSingleMetric(name)?.get();
      const matching = found?.values.filter(({ labels: own }) =>
        Object.entries(labels).every(([label, value]) => String(own[label]) === value),
      );
      return matching?.reduce((sum, { value }) => sum + value, 0);
    },
  };
}

/** `original` with some of its methods replaced. */
function replace<T extends object>(original: T, methods: Partial<T> = {}): T {
  return new Proxy(original, {
    get: (target, name) => {
      const method: unknown = Reflect.get(methods, name) ?? Reflect.get(target, name);
      return typeof method === 'function' ? method.bind(target) : method;
    },
  });
}
