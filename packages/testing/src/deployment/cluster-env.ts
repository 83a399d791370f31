import { randomBytes } from 'node:crypto';
import type { ModuleName } from './deployment.ts';

export type Tier = Exclude<ModuleName, 'all'>;

/** Behind first, so that whoever starts finds whom it needs; they stop the other way round. */
export const TIERS: readonly Tier[] = ['logic', 'task', 'connect', 'api', 'site'];

/** What a tier's public or health port is called. */
const PORT_VARIABLE: Readonly<Record<Tier, string>> = {
  logic: 'PARLEY_LOGIC_OPS_PORT',
  task: 'PARLEY_TASK_OPS_PORT',
  connect: 'PARLEY_CONNECT_PORT',
  api: 'PARLEY_API_PORT',
  site: 'PARLEY_SITE_PORT',
};

/** As settings call the servers, and where they take the address from. */
const DATABASES = {
  postgres: { kind: 'postgres', urlVariable: 'PARLEY_STORE_POSTGRES_URL' },
  mariadb: { kind: 'mysql', urlVariable: 'PARLEY_STORE_MYSQL_URL' },
} as const;

export type DatabaseName = keyof typeof DATABASES;

/** What all nodes of a cluster have in common, with secrets of its own. */
export function clusterEnv() {
  return {
    PARLEY_REGISTRY_KIND: 'etcd',
    PARLEY_QUEUE_KIND: 'redis',
    PARLEY_SESSION_STORE_KIND: 'redis',
    PARLEY_TIERS_SECRET: randomBytes(24).toString('base64url'),
    PARLEY_AUTH_JWT_SECRET: randomBytes(32).toString('base64url'),
  };
}

/** Where a node finds what it asks. Only logic asks the database, and connect and api no Redis. */
export interface ServerAddresses {
  etcd: string;
  redis?: string;
  database?: DatabaseAddress;
}

export interface DatabaseAddress {
  name: DatabaseName;
  url: string;
}

export function serversEnv({ etcd, redis, database }: ServerAddresses): Record<string, string> {
  return {
    PARLEY_REGISTRY_ETCD_HOSTS: etcd,
    ...(redis === undefined ? {} : { PARLEY_REDIS_URL: redis }),
    ...(database === undefined ? {} : databaseEnv(database)),
  };
}

export function databaseEnv({ name, url }: DatabaseAddress): Record<string, string> {
  const { kind, urlVariable } = DATABASES[name];
  return { PARLEY_STORE_KIND: kind, [urlVariable]: url };
}

export function portEnv(tier: Tier, port: number): Record<string, string> {
  return { [PORT_VARIABLE[tier]]: `${port}` };
}

/** As `2 logic, 1 task`. */
export function describeCounts(counts: Readonly<Record<Tier, number>>): string {
  const running = TIERS.filter(tier => counts[tier] > 0);
  return running.map(tier => `${counts[tier]} ${tier}`).join(', ');
}
