import type { Logger } from '@parley/core';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { createEntities } from '../entities/entities.ts';
import { Initial0000000000001 } from './migrations/0001-initial.ts';

const CONNECT_TIMEOUT_MS = 5_000;
/** A statement that waits longer, mostly for a lock, is ended by the server. */
const STATEMENT_TIMEOUT_MS = 10_000;
/** A process that froze inside a transaction holds its locks no longer than this. */
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 10_000;
/** A connection whose server does not even end the statement is dead. Must be the longest. */
const QUERY_TIMEOUT_MS = 15_000;

export interface PostgresConnection {
  url: string;
  poolSize: number;
  logger: Logger;
}

/**
 * `pipeline` sends a statement without waiting for the answer to the one before, and closes a
 * connection whose query ran out of time, which else would go back to the pool with its answer due.
 */
export function createPostgresDataSource({ url, poolSize, logger }: PostgresConnection) {
  const entities = createEntities({ int64: 'bigint' });
  const dataSource = new DataSource({
    type: 'postgres',
    driver: pg,
    url,
    poolSize,
    applicationName: 'parley',
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    extra: {
      pipeline: true,
      keepAlive: true,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
      query_timeout: QUERY_TIMEOUT_MS,
    },
    poolErrorHandler: (error: unknown) =>
      logger.warn({ error }, 'an idle database connection failed'),
    entities: Object.values(entities),
    migrations: [Initial0000000000001],
    migrationsRun: false,
    synchronize: false,
    logging: false,
    installExtensions: false,
  });
  return { dataSource, entities };
}
