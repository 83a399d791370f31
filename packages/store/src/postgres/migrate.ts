import { type Logger, ParleyError, sleep } from '@parley/core';
import { type DataSource, MigrationExecutor, type QueryRunner } from 'typeorm';

/** Names the advisory lock among all uses of such locks in the database: "parley" in ASCII. */
const LOCK = 0x7061_726c_6579;
const RETRY_MS = 100;
const GIVE_UP_MS = 60_000;

/**
 * Runs what is pending, all or nothing. An advisory lock lets one of several nodes that start at once
 * do it; the others wait and then find none pending.
 */
export async function migrate(dataSource: DataSource, logger: Logger): Promise<void> {
  const runner = dataSource.createQueryRunner();
  try {
    await lock(runner);
    try {
      const executor = new MigrationExecutor(dataSource, runner);
      executor.transaction = 'all';
      const done = await executor.executePendingMigrations();
      if (done.length > 0) logger.info({ migrations: done.map(({ name }) => name) }, 'migrated');
    } finally {
      await runner.query('SELECT pg_advisory_unlock($1)', [LOCK]);
    }
  } finally {
    await runner.release();
  }
}

/** Asks again and again instead of waiting in the server, where the statement's timeout would end it. */
async function lock(runner: QueryRunner): Promise<void> {
  const giveUpAt = performance.now() + GIVE_UP_MS;
  for (;;) {
    const [row]: { locked: boolean }[] = await runner.query(
      'SELECT pg_try_advisory_lock($1) AS locked',
      [LOCK],
    );
    if (row?.locked) return;
    if (performance.now() > giveUpAt) {
      throw new ParleyError('unavailable', 'Another node has been migrating for too long.');
    }
    await sleep(RETRY_MS);
  }
}
