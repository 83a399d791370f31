import type { Logger } from '@parley/core';
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { createAccountStore } from '../sql/account-store.ts';
import { createConversationReads } from '../sql/conversation-reads.ts';
import { toStoreError } from '../sql/errors.ts';
import { guardStore } from '../sql/guard.ts';
import { createLogReads } from '../sql/log-reads.ts';
import { requirePositive } from '../sql/require-positive.ts';
import { createSessionRecordStore } from '../sql/session-record-store.ts';
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
  const toOurs = (error: unknown) => toStoreError(error, postgresFault(error));
  const { dataSource, entities } = createPostgresDataSource({
    url,
    poolSize,
    statementTimeoutMs,
    logger,
  });
  try {
    await dataSource.initialize();
    await migrate(dataSource, logger);
    const pool = poolOf(dataSource);
    const runSql = createRunSql(pool);
    const store: Store = {
      accounts: createAccountStore(dataSource, entities),
      sessions: createSessionRecordStore(dataSource, entities),
      conversations: {
        ...createConversationReads(dataSource, entities, runSql),
        ...createConversationWrites(pool),
      },
      log: { ...createLogReads(dataSource, entities, runSql), ...createLogWrites(pool) },
      ping: async () => {
        await pool.query('SELECT 1');
      },
      close: () => dataSource.destroy(),
    };
    return guardStore(store, toOurs);
  } catch (error) {
    if (dataSource.isInitialized) await dataSource.destroy();
    throw toOurs(error);
  }
}

/** TypeORM's own pool: its statements and ours share the connections. */
function poolOf(dataSource: DataSource): Pool {
  const driver: unknown = dataSource.driver;
  return (driver as { master: Pool }).master;
}
