import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { silentLogger } from '@parley/core';
import { openMysqlStore } from '@parley/store/mysql';
import { openPostgresStore } from '@parley/store/postgres';
import {
  freePort,
  startEtcd,
  startMariadb,
  startPostgres,
  startRedis,
  startTcpProxy,
} from '@parley/testing';
import { startNode } from '@parley/testing/deployment';
import { listDeadLetters } from './dead-letters.ts';
import { ManagedNode, type UnaskedEnd } from './managed-node.ts';
import { NODE_ENV } from './node-env.ts';
import type { Link, LinkKind, Rig } from './rig.ts';

export type DatabaseName = 'postgres' | 'mariadb';
type Tier = 'logic' | 'task' | 'connect' | 'api';

/** Behind first, so that whoever starts finds whom it needs. */
const TIERS: readonly (readonly [Tier, count: number])[] = [
  ['logic', 2],
  ['task', 2],
  ['connect', 3],
  ['api', 2],
];

/**
 * Proxies stand between all parts: each node has its own for each part that it asks. What a node writes is
 * appended to a file of its own in `logFolder`. `signal` breaks the start off, which then rejects.
 */
export async function startClusterRig(
  database: DatabaseName,
  logFolder: string,
  signal: AbortSignal,
): Promise<Rig> {
  const closers: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const close of closers.toReversed()) await close();
    closers.length = 0;
  };
  try {
    return await build(database, logFolder, signal, closers, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function build(
  database: DatabaseName,
  logFolder: string,
  signal: AbortSignal,
  closers: (() => Promise<unknown>)[],
  stop: () => Promise<void>,
): Promise<Rig> {
  const [redis, etcd, sql] = await Promise.all([
    // Everysec: what is written outlives a crash of Redis, though not one of the machine.
    startRedis({ persistent: true, settings: ['appendfsync everysec'] }),
    startEtcd(),
    database === 'postgres' ? startPostgres() : startMariadb(),
  ]);
  closers.push(() => Promise.all([redis.stop(), etcd.stop(), sql.stop()]));
  const databaseUrl = await sql.createDatabase();
  const links: Link[] = [];
  const nodes: ManagedNode[] = [];
  const unaskedEnds: UnaskedEnd[] = [];
  const apiUrls: string[] = [];
  const connectUrls: string[] = [];
  const shared = {
    ...NODE_ENV,
    PARLEY_REGISTRY_KIND: 'etcd',
    PARLEY_QUEUE_KIND: 'redis',
    PARLEY_SESSION_STORE_KIND: 'redis',
    PARLEY_STORE_KIND: database === 'postgres' ? 'postgres' : 'mysql',
    PARLEY_TIERS_SECRET: randomBytes(24).toString('base64url'),
    PARLEY_AUTH_JWT_SECRET: randomBytes(32).toString('base64url'),
  };

  async function link(kind: LinkKind, name: string, port: number): Promise<number> {
    const proxy = await startTcpProxy({ target: { port } });
    closers.push(() => proxy.close());
    links.push({ kind, name, proxy });
    return proxy.port;
  }

  async function envOf(tier: Tier, name: string): Promise<Record<string, string>> {
    const etcdPort = await link('tier-etcd', `${name} → etcd`, etcd.port);
    const env: Record<string, string> = {
      ...shared,
      PARLEY_REGISTRY_ETCD_HOSTS: `http://127.0.0.1:${etcdPort}`,
    };
    if (tier === 'logic' || tier === 'task') {
      const port = await link(`${tier}-redis`, `${name} → redis`, redis.port);
      env.PARLEY_REDIS_URL = `redis://127.0.0.1:${port}`;
    }
    if (tier === 'logic') {
      const port = await link('logic-database', `${name} → database`, sql.port);
      const variable = database === 'postgres' ? 'POSTGRES' : 'MYSQL';
      env[`PARLEY_STORE_${variable}_URL`] = withPort(databaseUrl, port);
    }
    if (tier === 'logic' || tier === 'connect') {
      const rpcPort = await freePort();
      const kind = tier === 'logic' ? 'connect-logic' : 'task-connect';
      const advertised = await link(kind, `others → ${name}`, rpcPort);
      const prefix = `PARLEY_${tier.toUpperCase()}`;
      env[`${prefix}_RPC_PORT`] = `${rpcPort}`;
      env[`${prefix}_ADVERTISE`] = `127.0.0.1:${advertised}`;
    }
    return env;
  }

  async function add(tier: Tier, name: string): Promise<void> {
    const port = await freePort();
    const env = await envOf(tier, name);
    const ops = tier === 'logic' || tier === 'task' ? '_OPS' : '';
    env[`PARLEY_${tier.toUpperCase()}${ops}_PORT`] = `${port}`;
    const url = `http://127.0.0.1:${port}`;
    const node = await ManagedNode.start(
      name,
      () => startNode(tier, env, { [tier]: url }, join(logFolder, `${name}.log`)),
      end => unaskedEnds.push(end),
    );
    closers.push(() => node.stop());
    nodes.push(node);
    if (tier === 'api') apiUrls.push(url);
    if (tier === 'connect') {
      const proxied = await link('client-connect', `clients → ${name}`, port);
      connectUrls.push(`ws://127.0.0.1:${proxied}`);
    }
  }

  for (const [tier, count] of TIERS) {
    for (let number = 1; number <= count; number++) {
      signal.throwIfAborted();
      await add(tier, `${tier}-${number}`);
    }
  }
  return {
    about: `${TIERS.map(([tier, count]) => `${count} ${tier}`).join(', ')} as separate processes, Redis, etcd, ${database}`,
    apiUrls,
    connectUrls,
    nodes,
    links,
    unaskedEnds,
    servers: { redis, etcd, database: sql },
    listDeadLetters: () => listDeadLetters(redis.url),
    openStore: () =>
      database === 'postgres'
        ? openPostgresStore({ url: databaseUrl, poolSize: 4, logger: silentLogger })
        : openMysqlStore({ url: databaseUrl, poolSize: 4, logger: silentLogger }),
    stop,
  };
}

function withPort(url: string, port: number): string {
  const changed = new URL(url);
  changed.port = `${port}`;
  return changed.href;
}
