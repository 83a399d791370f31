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
import {
  clusterEnv,
  type DatabaseName,
  describeCounts,
  portEnv,
  type ServerAddresses,
  serversEnv,
  startNode,
  TIERS,
  type Tier,
} from '@parley/testing/deployment';
import { listDeadLetters } from './dead-letters.ts';
import { ManagedNode, type UnaskedEnd } from './managed-node.ts';
import { NODE_ENV } from './node-env.ts';
import type { Link, LinkKind, Rig } from './rig.ts';

const COUNTS: Readonly<Record<Tier, number>> = { logic: 2, task: 2, connect: 3, api: 2, site: 0 };

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
  const shared = { ...NODE_ENV, ...clusterEnv() };

  async function link(kind: LinkKind, name: string, port: number): Promise<number> {
    const proxy = await startTcpProxy({ target: { port } });
    closers.push(() => proxy.close());
    links.push({ kind, name, proxy });
    return proxy.port;
  }

  async function envOf(tier: Tier, name: string): Promise<Record<string, string>> {
    const etcdPort = await link('tier-etcd', `${name} → etcd`, etcd.port);
    const servers: ServerAddresses = { etcd: `http://127.0.0.1:${etcdPort}` };
    if (tier === 'logic' || tier === 'task') {
      const port = await link(`${tier}-redis`, `${name} → redis`, redis.port);
      servers.redis = `redis://127.0.0.1:${port}`;
    }
    if (tier === 'logic') {
      const port = await link('logic-database', `${name} → database`, sql.port);
      servers.database = { name: database, url: withPort(databaseUrl, port) };
    }
    const env: Record<string, string> = { ...shared, ...serversEnv(servers) };
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
    const env = { ...(await envOf(tier, name)), ...portEnv(tier, port) };
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

  for (const tier of TIERS) {
    for (let number = 1; number <= COUNTS[tier]; number++) {
      signal.throwIfAborted();
      await add(tier, `${tier}-${number}`);
    }
  }
  return {
    about: `${describeCounts(COUNTS)} as separate processes, Redis, etcd, ${database}`,
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
