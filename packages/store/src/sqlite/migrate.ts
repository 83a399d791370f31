import { type Logger, ParleyError, sleep } from '@parley/core';
import type { Database } from 'better-sqlite3';
import { type DataSource, MigrationExecutor } from 'typeorm';
import { driverError } from '../sql/driver-error.ts';
import { BUSY_TIMEOUT_MS } from './connection.ts';

const RETRY_MS = 20;

/**
 * Runs what is pending, all or nothing. The write lock is taken before the list of executed
 * migrations is read: whoever opens the same file at the same moment waits and then finds none pending.
 */
export async function migrate(
  dataSource: DataSource,
  handle: Database,
  logger: Logger,
): Promise<void> {
  await lock(handle);
  try {
    const executor = new MigrationExecutor(dataSource, dataSource.createQueryRunner());
    executor.transaction = 'none';
    const done = await executor.executePendingMigrations();
    handle.exec('COMMIT');
    if (done.length > 0) logger.info({ migrations: done.map(({ name }) => name) }, 'migrated');
  } catch (error) {
    if (handle.inTransaction) handle.exec('ROLLBACK');
    throw error;
  }
}

/**
 * Waits without blocking the thread: the other one may be in this very process, and its migrations
 * need the thread to go on.
 */
async function lock(handle: Database): Promise<void> {
  const giveUpAt = performance.now() + BUSY_TIMEOUT_MS;
  handle.pragma('busy_timeout = 0');
  try {
    while (!tryLock(handle)) {
      if (performance.now() > giveUpAt) {
        throw new ParleyError('unavailable', 'Another process keeps the database file locked.');
      }
      await sleep(RETRY_MS);
    }
  } finally {
    handle.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
  }
}

function tryLock(handle: Database): boolean {
  try {
    handle.exec('BEGIN IMMEDIATE');
    return true;
  } catch (error) {
    if (driverError(error)?.code === 'SQLITE_BUSY') return false;
    throw error;
  }
}
