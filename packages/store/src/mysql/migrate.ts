import { type Logger, ParleyError, sleep } from '@parley/core';
import { type DataSource, MigrationExecutor, type QueryRunner } from 'typeorm';

/** Names the lock among all of the server, whose locks are not of one database. */
const LOCK = "CONCAT('parley.', SHA1(DATABASE()))";
const RETRY_MS = 100;
const GIVE_UP_MS = 60_000;

/**
 * Runs what is pending. A lock lets one of several nodes that start at once do it; the others wait and
 * then find none pending.
 */
export async function migrate(dataSource: DataSource, logger: Logger): Promise<void> {
  const runner = dataSource.createQueryRunner();
  try {
    await lock(runner);
    try {
      const executor = new MigrationExecutor(dataSource, runner);
      // The server has no transactions over changes of tables.
      executor.transaction = 'none';
      const done = await executor.executePendingMigrations();
      if (done.length > 0) logger.info({ migrations: done.map(({ name }) => name) }, 'migrated');
    } finally {
      await runner.query(`SELECT RELEASE_LOCK(${LOCK})`);
    }
  } finally {
    await runner.release();
  }
}

/** Asks again and again instead of waiting in the server, where the statement's timeout would end it. */
async function lock(runner: QueryRunner): Promise<void> {
  const giveUpAt = performance.now() + GIVE_UP_MS;
  for (;;) {
    const [row]: { locked: string | null }[] = await runner.query(
      `SELECT GET_LOCK(${LOCK}, 0) AS locked`,
    );
    if (Number(row?.locked) === 1) return;
    if (performance.now() > giveUpAt) {
      throw new ParleyError('unavailable', 'Another node has been migrating for too long.');
    }
    await sleep(RETRY_MS);
  }
}
