import Database from 'better-sqlite3';
import { DataSource } from 'typeorm';
import { createEntities } from '../entities/entities.ts';
import { BUSY_TIMEOUT_MS } from './connection.ts';
import { Initial0000000000001 } from './migrations/0001-initial.ts';
import { People0000000000002 } from './migrations/0002-people.ts';
import { ClientIdFirst0000000000003 } from './migrations/0003-client-id-first.ts';

/**
 * WAL: readers never wait for a writer. synchronous=NORMAL: a commit does not wait for the disk, which
 * would hold up everything else in the process; `Disk` does that beside it. For the same reason none of
 * them copies the log back, which is left to the writer.
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
      handle.pragma('wal_autocheckpoint = 0');
    },
    entities: Object.values(entities),
    migrations: [Initial0000000000001, People0000000000002, ClientIdFirst0000000000003],
    migrationsRun: false,
    synchronize: false,
    logging: false,
  });
  return { dataSource, entities };
}
