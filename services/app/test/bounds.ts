import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApi, DEFAULT_API_OPTIONS } from '@parley/api';
import { createConnect, DEFAULT_CONNECT_OPTIONS } from '@parley/connect';
import { silentLogger } from '@parley/core';
import { createLogic, DEFAULT_LOGIC_OPTIONS, LOGIC_BOUNDS } from '@parley/logic';
import { createMetrics } from '@parley/ops';
import { createMemoryQueue, DEFAULT_MEMORY_QUEUE_OPTIONS } from '@parley/queue/memory';
import { DEFAULT_REDIS_QUEUE_OPTIONS } from '@parley/queue/redis';
import { createMemoryRegistry } from '@parley/registry/memory';
import {
  createConnectGateway,
  createLogicGateway,
  DEFAULT_CONNECT_GATEWAY_OPTIONS,
  DEFAULT_LOGIC_GATEWAY_OPTIONS,
} from '@parley/rpc';
import { createMemorySessionStore } from '@parley/session-store/memory';
import { openSqliteStore } from '@parley/store/sqlite';
import { createTask, DEFAULT_TASK_OPTIONS } from '@parley/task';
import { DEFAULT_LIMITS } from '@parley/wire';

export { LOGIC_BOUNDS };

/** Every numeric option of the code, as `service.option`; where two share a name they agree. */
export function defaultBounds(): ReadonlyMap<string, number> {
  const bounds = new Map<string, number>();
  const add = (service: string, options: object) => {
    for (const [name, value] of Object.entries(options)) {
      const key = `${service}.${name}`;
      if (typeof value !== 'number') continue;
      if ((bounds.get(key) ?? value) !== value) throw new Error(`two defaults for ${key}`);
      bounds.set(key, value);
    }
  };
  const { maxWaiting, maxDeadLetters } = DEFAULT_REDIS_QUEUE_OPTIONS;
  add('connect', { ...DEFAULT_LIMITS, ...DEFAULT_CONNECT_OPTIONS });
  add('api', DEFAULT_API_OPTIONS);
  add('auth', { signInsPerMinute: DEFAULT_API_OPTIONS.signInsPerMinute });
  add('logic', DEFAULT_LOGIC_OPTIONS);
  add('task', DEFAULT_TASK_OPTIONS);
  add('queue', DEFAULT_MEMORY_QUEUE_OPTIONS);
  add('queue', { maxWaiting, maxDeadLetters });
  add('rpc', { maxPending: DEFAULT_LOGIC_GATEWAY_OPTIONS.maxPending });
  add('rpc', { maxPending: DEFAULT_CONNECT_GATEWAY_OPTIONS.maxPending });
  return bounds;
}

/** What the services measure, as they register it; nothing of them runs. */
export async function metricNames(): Promise<ReadonlySet<string>> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-bounds-'));
  const logger = silentLogger;
  const metrics = createMetrics();
  const registry = createMemoryRegistry();
  const credentials = { kind: 'secret', secret: 'between-the-tiers-of-a-test' } as const;
  const [store, logicGateway, connectGateway] = await Promise.all([
    openSqliteStore({ file: join(folder, 'test.db'), logger }),
    createLogicGateway({ registry, credentials, logger }),
    createConnectGateway({ registry, credentials, logger }),
  ]);
  const queue = createMemoryQueue();
  const sessionStore = createMemorySessionStore({ ttlMs: 60_000 });
  const shared = { logger, metrics };
  const services = [
    createLogic({
      store,
      queue,
      sessionStore,
      nextId: () => '1',
      options: { jwtSecrets: ['a secret of a test, long enough to sign'] },
      ...shared,
    }),
    createTask({ queue, sessionStore, connect: connectGateway, ...shared }),
    createConnect({ logic: logicGateway, options: { serverId: 'c' }, ...shared }),
    createApi({ logic: logicGateway, ...shared }),
  ];
  const names = (await metrics.getMetricsAsJSON()).map(({ name }) => name);
  const parts = [...services, logicGateway, connectGateway, registry, queue, sessionStore, store];
  for (const part of parts) await part.close();
  await rm(folder, { recursive: true });
  return new Set(names);
}
