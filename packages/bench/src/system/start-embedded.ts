import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@parley/testing';
import { startNode } from '@parley/testing/deployment';
import { BENCH_ENV, profileEnv } from './environment.ts';
import { seedSqlite } from './seed-sqlite.ts';
import type { System, SystemOptions } from './system.ts';
import type { WorldPlan } from './world.ts';

/** `--module all` on SQLite: everything in one process. */
export async function startEmbedded(plan: WorldPlan, options: SystemOptions = {}): Promise<System> {
  const data = await mkdtemp(join(tmpdir(), 'parley-bench-'));
  const removeData = () => rm(data, { recursive: true, force: true });
  try {
    const jwtSecret = randomBytes(32).toString('base64url');
    const world = await seedSqlite(join(data, 'parley.db'), plan, jwtSecret);
    const [site, api, connect] = await Promise.all([freePort(), freePort(), freePort()]);
    const env = {
      ...BENCH_ENV,
      PARLEY_DATA_DIRECTORY: data,
      PARLEY_AUTH_JWT_SECRET: jwtSecret,
      PARLEY_SITE_PORT: `${site}`,
      PARLEY_API_PORT: `${api}`,
      PARLEY_CONNECT_PORT: `${connect}`,
      ...profileEnv('all', options),
      ...options.env,
    };
    const node = await startNode('all', env, {});
    return {
      name: 'embedded: 1 process, SQLite',
      members: [
        {
          tier: 'all',
          pid: node.process.pid,
          metricsUrl: `http://127.0.0.1:${connect}/metrics`,
          isProfiled: options.profileDirectory !== undefined,
        },
      ],
      connectUrls: [`ws://127.0.0.1:${connect}`],
      apiUrl: `http://127.0.0.1:${api}`,
      world,
      stop: async () => {
        await node.process.stop();
        await removeData();
      },
    };
  } catch (error) {
    await removeData();
    throw error;
  }
}
