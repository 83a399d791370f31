import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '@parley/core';
import { openSqliteStore } from '@parley/store/sqlite';
import { seedWorld } from './seed-world.ts';
import type { World, WorldPlan } from './world.ts';

/** A file system in memory, where a commit waits for nothing. */
const MEMORY = '/dev/shm';

/** Writes the world into a SQLite file: in memory, and the file is then put where it belongs. */
export async function seedSqlite(file: string, plan: WorldPlan, jwtSecret: string): Promise<World> {
  const parent = existsSync(MEMORY) ? MEMORY : tmpdir();
  const folder = await mkdtemp(join(parent, 'parley-bench-seed-'));
  try {
    const seedFile = join(folder, 'seed.db');
    const store = await openSqliteStore({ file: seedFile, logger: silentLogger });
    const world = await seedWorld(store, plan, jwtSecret);
    await store.close();
    await copyFile(seedFile, file);
    return world;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
