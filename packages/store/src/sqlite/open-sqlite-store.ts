import type { Logger } from '@parley/core';
import type { Database } from 'better-sqlite3';
import type { DataSource } from 'typeorm';
import { openStore } from '../sql/open-store.ts';
import type { Store } from '../store.ts';
import { createConversationWrites } from './conversations.ts';
import { createSqliteDataSource } from './data-source.ts';
import { Disk } from './disk.ts';
import { sqliteFault } from './fault.ts';
import { migrate } from './migrate.ts';
import { createRunSql } from './run-sql.ts';
import { prepareStatements } from './statements.ts';
import { takeTurns } from './take-turns.ts';
import { startWriterThread, ThreadedWriter } from './threaded-writer.ts';
import { createWritesAt } from './write-home.ts';
import { writeInPlace } from './write-in-place.ts';
import { createWriter } from './writer.ts';

export interface SqliteStoreOptions {
  /** The database file, made with its folder if missing; `:memory:` keeps nothing. */
  file: string;
  logger: Logger;
}

/**
 * Opens the database and brings its tables up to date. One process should write to a file; a second
 * one is safe but waits.
 *
 * better-sqlite3 is synchronous. What is written often has a thread with a connection of its own; the
 * event loop has another one for reading and for what is seldom written. A statement of TypeORM is
 * atomic, and a transaction here runs to its end in one turn of the event loop, so no two ever mix; for
 * the same reason nothing here may use TypeORM's own transactions, which span turns.
 *
 * @throws ParleyError `unavailable` if the file cannot be opened.
 */
export async function openSqliteStore({ file, logger }: SqliteStoreOptions): Promise<Store> {
  const { dataSource, entities } = createSqliteDataSource(file);
  return openStore({ dataSource, entities, faultOf: sqliteFault }, async () => {
    const handle = handleOf(dataSource);
    await migrate(dataSource, handle, logger);
    const statements = prepareStatements(handle);
    const isFile = file !== ':memory:';
    const disk = isFile ? await Disk.open(handle, file) : undefined;
    const writer = isFile
      ? await ThreadedWriter.open(logger, () => startWriterThread(file))
      : writeInPlace(createWriter(handle, statements));
    const { mark, ...log } = createWritesAt(writer);
    return {
      runSql: createRunSql(handle),
      conversations: { ...createConversationWrites(handle, statements), mark },
      log,
      wrap: store => takeTurns(store, work => writer.alone(work)),
      ping: async () => {
        handle.prepare('SELECT count(*) FROM sqlite_schema').get();
      },
      ...(disk && { settled: () => disk.settled() }),
      stop: async () => {
        await writer.close();
        await disk?.close();
      },
    };
  });
}

function handleOf(dataSource: DataSource): Database {
  const driver: unknown = dataSource.driver;
  return (driver as { databaseConnection: Database }).databaseConnection;
}
