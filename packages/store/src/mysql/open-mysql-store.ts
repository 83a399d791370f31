import type { Logger } from '@parley/core';
import type { Pool as CallbackPool } from 'mysql2';
import type { Pool } from 'mysql2/promise';
import type { DataSource } from 'typeorm';
import { openStore } from '../sql/open-store.ts';
import { requirePositive } from '../sql/require-positive.ts';
import type { Store } from '../store.ts';
import { createConversationWrites } from './conversations.ts';
import { createMysqlDataSource } from './data-source.ts';
import { createLogWrites } from './event-log.ts';
import { mysqlFault } from './fault.ts';
import { migrate } from './migrate.ts';
import { createRunSql } from './run-sql.ts';

export interface MysqlStoreOptions {
  /** `mysql://user:password@host:port/database` */
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
export async function openMysqlStore(options: MysqlStoreOptions): Promise<Store> {
  const { url, poolSize = 10, statementTimeoutMs = 10_000, logger } = options;
  requirePositive('poolSize', poolSize);
  requirePositive('statementTimeoutMs', statementTimeoutMs);
  const connection = { url, poolSize, statementTimeoutMs, logger };
  const { dataSource, entities } = createMysqlDataSource(connection);
  return openStore({ dataSource, entities, faultOf: mysqlFault }, async () => {
    await migrate(dataSource, logger);
    const pool = poolOf(dataSource);
    return {
      runSql: createRunSql(pool),
      conversations: createConversationWrites(pool),
      // `undispatched` is among them: it asks the column that stands in for a partial index.
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
  return (driver as { pool: CallbackPool }).pool.promise();
}
