import { type Logger, ParleyError, sleep } from '@parley/core';
import { type DataSource, MigrationExecutor, type QueryRunner } from 'typeorm';

const RETRY_MS = 100;
const GIVE_UP_MS = 60_000;

interface MigrationWay {
  /** Takes a lock if it is free; the column `locked` of its row says whether, by true or 1. */
  tryLock: string;
  unlock: string;
  /** Whether all that is pending is one transaction. */
  transaction: 'all' | 'none';
}

/**
 * Runs what is pending. A lock lets one of several nodes that start at once do it; the others wait and
 * then find none pending.
 */
export async function migrate(
  dataSource: DataSource,
  logger: Logger,
  { tryLock, unlock, transaction }: MigrationWay,
): Promise<void> {
  const runner = dataSource.createQueryRunner();
  try {
    await lock(runner, tryLock);
    try {
      const executor = new MigrationExecutor(dataSource, runner);
      executor.transaction = transaction;
      const done = await executor.executePendingMigrations();
      if (done.length > 0) logger.info({ migrations: done.map(({ name }) => name) }, 'migrated');
    } finally {
      await runner.query(unlock);
    }
  } finally {
    await runner.release();
  }
}

/** Asks again and again instead of waiting in the server, where the statement's timeout would end it. */
async function lock(runner: QueryRunner, tryLock: string): Promise<void> {
  const giveUpAt = performance.now() + GIVE_UP_MS;
  for (;;) {
    const [row]: { locked: unknown }[] = await runner.query(tryLock);
    if (Number(row?.locked) === 1) return;
    if (performance.now() > giveUpAt) {
      throw new ParleyError('unavailable', 'Another node has been migrating for too long.');
    }
    await sleep(RETRY_MS);
  }
}
