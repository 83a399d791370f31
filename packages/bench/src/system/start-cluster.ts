import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '@parley/core';
import { openPostgresStore } from '@parley/store/postgres';
import { freePort, startEtcd, startPostgres, startRedis } from '@parley/testing';
import {
  clusterEnv,
  databaseEnv,
  describeCounts,
  portEnv,
  serversEnv,
  startNode,
  TIERS,
  type Tier,
} from '@parley/testing/deployment';
import { BENCH_ENV, profileEnv } from './environment.ts';
import { seedSqlite } from './seed-sqlite.ts';
import { seedWorld } from './seed-world.ts';
import type { Member, System, SystemOptions } from './system.ts';
import type { World, WorldPlan } from './world.ts';

export interface ClusterOptions extends SystemOptions {
  /** Default: sqlite, which one instance of logic can write to. */
  database?: 'sqlite' | 'postgres';
  /** Processes of each tier. Default: 1 logic, 1 task, 2 connect, 1 api. */
  counts?: Partial<Record<Tier, number>>;
}

const COUNTS: Readonly<Record<Tier, number>> = { logic: 1, task: 1, connect: 2, api: 1, site: 0 };

interface Database {
  env: Readonly<Record<string, string>>;
  seed: (plan: WorldPlan, jwtSecret: string) => Promise<World>;
  members: readonly Member[];
  stop: () => Promise<void>;
}

/** The tiers as processes of their own, on a real Redis, etcd and database. */
export async function startCluster(plan: WorldPlan, options: ClusterOptions = {}): Promise<System> {
  const opened: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const close of opened.toReversed()) await close();
  };
  try {
    const redis = await startRedis();
    opened.push(() => redis.stop());
    const etcd = await startEtcd();
    opened.push(() => etcd.stop());
    const kind = options.database ?? 'sqlite';
    const database = await DATABASES[kind]();
    opened.push(database.stop);

    const common = clusterEnv();
    const world = await database.seed(plan, common.PARLEY_AUTH_JWT_SECRET);
    const shared = {
      ...BENCH_ENV,
      ...common,
      ...serversEnv({ etcd: etcd.endpoint, redis: redis.url }),
      ...database.env,
      ...options.env,
    };
    const members: Member[] = [
      { tier: 'redis', pid: redis.pid, metricsUrl: undefined },
      { tier: 'etcd', pid: etcd.pid, metricsUrl: undefined },
      ...database.members,
    ];
    const urls = new Map<Tier, string[]>();
    const counts = { ...COUNTS, ...options.counts };
    for (const tier of TIERS) {
      for (let i = 0; i < counts[tier]; i++) {
        const port = await freePort();
        const env = { ...shared, ...portEnv(tier, port), ...profileEnv(tier, options) };
        const node = await startNode(tier, env, {});
        opened.push(() => node.process.stop());
        urls.set(tier, [...(urls.get(tier) ?? []), `127.0.0.1:${port}`]);
        members.push({
          tier,
          pid: node.process.pid,
          metricsUrl: `http://127.0.0.1:${port}/metrics`,
          isProfiled: options.profileDirectory !== undefined,
        });
      }
    }
    return {
      name: `cluster: ${describeCounts(counts)}, Redis, etcd, ${kind}`,
      members,
      connectUrls: (urls.get('connect') ?? []).map(address => `ws://${address}`),
      apiUrl: urls.get('api')?.map(address => `http://${address}`)[0],
      world,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

const DATABASES: Record<'sqlite' | 'postgres', () => Promise<Database>> = {
  sqlite: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'parley-bench-'));
    const file = join(folder, 'parley.db');
    return {
      env: { PARLEY_STORE_KIND: 'sqlite', PARLEY_STORE_SQLITE_FILE: file },
      seed: (plan, jwtSecret) => seedSqlite(file, plan, jwtSecret),
      members: [],
      stop: () => rm(folder, { recursive: true, force: true }),
    };
  },
  postgres: async () => {
    // A commit waits for the disk, as it does in earnest.
    const server = await startPostgres({ fsync: true });
    const url = await server.createDatabase();
    return {
      env: databaseEnv({ name: 'postgres', url }),
      seed: async (plan, jwtSecret) => {
        const store = await openPostgresStore({ url, poolSize: 10, logger: silentLogger });
        const world = await seedWorld(store, plan, jwtSecret);
        await store.close();
        return world;
      },
      members: [{ tier: 'postgres', pid: server.pid, metricsUrl: undefined, withChildren: true }],
      stop: () => server.stop(),
    };
  },
};
