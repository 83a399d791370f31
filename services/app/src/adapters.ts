import { join } from 'node:path';
import { type Config, ConfigError } from '@parley/config';
import type { Logger } from '@parley/core';
import type { Queue } from '@parley/queue';
import { createMemoryQueue } from '@parley/queue/memory';
import { createRedisQueue } from '@parley/queue/redis';
import type { Instance, Registry, ServiceName } from '@parley/registry';
import { createEtcdRegistry } from '@parley/registry/etcd';
import { createMemoryRegistry } from '@parley/registry/memory';
import { createStaticRegistry } from '@parley/registry/static';
import type { SessionStore } from '@parley/session-store';
import { createMemorySessionStore } from '@parley/session-store/memory';
import { createRedisSessionStore } from '@parley/session-store/redis';
import type { Store } from '@parley/store';
import { openMysqlStore } from '@parley/store/mysql';
import { openPostgresStore } from '@parley/store/postgres';
import { openSqliteStore } from '@parley/store/sqlite';
import { redisOptions } from './redis.ts';

/** Opens an adapter as the configuration says. */
type Open<T> = (config: Config, logger: Logger) => Promise<T>;

/** The only tables in which adapters are named: one for each port. */
export const registries: Record<Config['registry']['kind'], Open<Registry>> = {
  memory: async () => createMemoryRegistry(),
  static: async ({ registry }) =>
    createStaticRegistry({
      instances: registry.instances.map(parseInstance),
      workerSlot: registry.workerSlot,
    }),
  etcd: async ({ registry }, logger) =>
    createEtcdRegistry({
      hosts: [...registry.etcdHosts],
      prefix: registry.prefix,
      leaseMs: registry.leaseMs,
      logger,
    }),
};

export const queues: Record<Config['queue']['kind'], Open<Queue>> = {
  memory: async ({ queue: { partitions, maxWaiting, maxDeadLetters } }, logger) =>
    createMemoryQueue({ partitions, maxWaiting, maxDeadLetters, logger }),
  redis: async (config, logger) => {
    const { partitions, leaseMs, maxWaiting, maxDeadLetters } = config.queue;
    const options = { partitions, leaseMs, maxWaiting, maxDeadLetters, logger };
    return createRedisQueue({ ...redisOptions(config), ...options });
  },
};

export const sessionStores: Record<Config['sessionStore']['kind'], Open<SessionStore>> = {
  memory: async ({ sessionStore }) => createMemorySessionStore({ ttlMs: sessionStore.ttlMs }),
  redis: async (config, logger) =>
    createRedisSessionStore({
      ...redisOptions(config),
      ttlMs: config.sessionStore.ttlMs,
      logger,
    }),
};

export const stores: Record<Config['store']['kind'], Open<Store>> = {
  sqlite: async (config, logger) => openSqliteStore({ file: sqliteFile(config), logger }),
  postgres: async ({ store: { postgresUrl, poolSize } }, logger) => {
    const url = requireUrl('postgres', postgresUrl);
    return openPostgresStore({ url, poolSize, logger });
  },
  mysql: async ({ store: { mysqlUrl, poolSize } }, logger) => {
    const url = requireUrl('mysql', mysqlUrl);
    return openMysqlStore({ url, poolSize, logger });
  },
};

/** Where the database of an embedded node lies. */
export function sqliteFile({ store, dataDirectory }: Config): string {
  return store.sqliteFile || join(dataDirectory, 'parley.db');
}

function requireUrl(kind: 'postgres' | 'mysql', url: string): string {
  if (url) return url;
  const expected = `expected ${kind}://user:password@host:port/database, got nothing.`;
  const key = `store.${kind}Url`;
  throw new ConfigError(key, `${key} (PARLEY_STORE_${kind.toUpperCase()}_URL): ${expected}`);
}

const SERVICES: readonly ServiceName[] = ['api', 'connect', 'logic', 'task'];

/** `connect/c1=10.0.0.5:7101` */
function parseInstance(entry: string): Instance {
  const [, name, instanceId, address] = /^(\w+)\/([\w-]+)=(.+:\d+)$/.exec(entry) ?? [];
  const service = SERVICES.find(one => one === name);
  if (service && instanceId && address) return { service, instanceId, address, meta: {} };
  throw new ConfigError(
    'registry.instances',
    `registry.instances: expected service/instanceId=host:port with a service of ${SERVICES.join(', ')}, got "${entry}".`,
  );
}
