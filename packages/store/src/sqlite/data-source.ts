import Database from 'better-sqlite3';
import { DataSource } from 'typeorm';
import { createEntities } from '../entities/entities.ts';
import { Initial0000000000001 } from './migrations/0001-initial.ts';
import { People0000000000002 } from './migrations/0002-people.ts';

/** How long a statement waits for another process that writes to the same file. */
export const BUSY_TIMEOUT_MS = 5_000;

/**
 * WAL: readers never wait for a writer. synchronous=NORMAL: a commit does not wait for the disk, which
 * would hold up everything else in the process; `Disk` does that beside it.
 */
export function createSqliteDataSource(file: string) {
  const entities = createEntities({ int64: 'integer', outbox: 'index' });
  const dataSource = new DataSource({
    type: 'better-sqlite3',
    driver: Database,
    database: file,
    enableWAL: true,
    prepareDatabase: (handle: Database.Database) => {
      handle.pragma('synchronous = NORMAL');
      handle.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
    },
    entities: Object.values(entities),
    migrations: [Initial0000000000001, People0000000000002],
    migrationsRun: false,
    synchronize: false,
    logging: false,
  });
  return { dataSource, entities };
}
