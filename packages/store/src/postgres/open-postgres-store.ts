import type { Logger } from '@parley/core';
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { openStore } from '../sql/open-store.ts';
import { requirePositive } from '../sql/require-positive.ts';
import type { Store } from '../store.ts';
import { createConversationWrites } from './conversations.ts';
import { createPostgresDataSource } from './data-source.ts';
import { createLogWrites } from './event-log.ts';
import { postgresFault } from './fault.ts';
import { migrate } from './migrate.ts';
import { createRunSql } from './run-sql.ts';

export interface PostgresStoreOptions {
  /** `postgres://user:password@host:port/database` */
  url: string;
  /** Connections at the most; also how many transactions run at once. Default 10. */
  poolSize?: number;
  /**
   * A statement that takes longer, mostly because another transaction holds its rows, is given up with
   * `unavailable`, in ms. Default 10,000.
   */
  statementTimeoutMs?: number;
  logger: Logger;
}

/**
 * Connects and brings the tables up to date. Any number of processes may do so at once.
 *
 * @throws ParleyError `unavailable` if the server does not answer within 5 s.
 */
export async function openPostgresStore(options: PostgresStoreOptions): Promise<Store> {
  const { url, poolSize = 10, statementTimeoutMs = 10_000, logger } = options;
  requirePositive('poolSize', poolSize);
  requirePositive('statementTimeoutMs', statementTimeoutMs);
  const connection = { url, poolSize, statementTimeoutMs, logger };
  const { dataSource, entities } = createPostgresDataSource(connection);
  return openStore({ dataSource, entities, faultOf: postgresFault }, async () => {
    await migrate(dataSource, logger);
    const pool = poolOf(dataSource);
    return {
      runSql: createRunSql(pool),
      conversations: createConversationWrites(pool),
      log: createLogWrites(pool),
      ping: async () => {
        await pool.query('SELECT 1');
      },
    };
  });
}

/** TypeORM's own pool: its statements and ours share the connections. */
function poolOf(dataSource: DataSource): Pool {
  const driver: unknown = dataSource.driver;
  return (driver as { master: Pool }).master;
}
