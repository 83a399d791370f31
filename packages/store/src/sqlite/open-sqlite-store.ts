import type { Logger } from '@parley/core';
import type { Database } from 'better-sqlite3';
import type { DataSource } from 'typeorm';
import { openStore } from '../sql/open-store.ts';
import type { Store } from '../store.ts';
import { startCheckpointer } from './checkpointer.ts';
import { createConversationWrites } from './conversations.ts';
import { createSqliteDataSource } from './data-source.ts';
import { Disk } from './disk.ts';
import { createLogWrites } from './event-log.ts';
import { sqliteFault } from './fault.ts';
import { migrate } from './migrate.ts';
import { createRunSql } from './run-sql.ts';
import { prepareStatements } from './statements.ts';

export interface SqliteStoreOptions {
  /** The database file, made with its folder if missing; `:memory:` keeps nothing. */
  file: string;
  logger: Logger;
}

/**
 * Opens the database and brings its tables up to date. One process should write to a file; a second
 * one is safe but waits.
 *
 * better-sqlite3 is synchronous and there is one connection. A statement of TypeORM is atomic, and a
 * transaction runs to its end in one turn of the event loop, so no two ever mix; for the same reason
 * nothing here may use TypeORM's own transactions, which span turns.
 *
 * @throws ParleyError `unavailable` if the file cannot be opened.
 */
export async function openSqliteStore({ file, logger }: SqliteStoreOptions): Promise<Store> {
  const { dataSource, entities } = createSqliteDataSource(file);
  return openStore({ dataSource, entities, faultOf: sqliteFault }, async () => {
    const handle = handleOf(dataSource);
    await migrate(dataSource, handle, logger);
    const statements = prepareStatements(handle);
    const stopCheckpointer = startCheckpointer(handle, logger);
    const disk = file === ':memory:' ? undefined : await Disk.open(handle, file);
    return {
      runSql: createRunSql(handle),
      conversations: createConversationWrites(handle, statements),
      log: createLogWrites(handle, statements),
      ping: async () => {
        handle.prepare('SELECT count(*) FROM sqlite_schema').get();
      },
      ...(disk && { settled: () => disk.settled() }),
      stop: async () => {
        stopCheckpointer();
        await disk?.close();
      },
    };
  });
}

function handleOf(dataSource: DataSource): Database {
  const driver: unknown = dataSource.driver;
  return (driver as { databaseConnection: Database }).databaseConnection;
}
