import type { Pool as CallbackPool } from 'mysql2';
import type { Pool } from 'mysql2/promise';
import type { DataSource } from 'typeorm';
import { migrate } from '../sql/migrate.ts';
import { openStore } from '../sql/open-store.ts';
import { type ServerOptions, withDefaults } from '../sql/server-options.ts';
import { createTransactionalWrites } from '../sql/transactional-writes.ts';
import { createUndispatched } from '../sql/undispatched.ts';
import type { Store } from '../store.ts';
import { createMysqlDataSource } from './data-source.ts';
import { mysqlFault } from './fault.ts';
import { movePositions } from './move-positions.ts';
import { moveDispatched, UNDISPATCHED } from './outbox.ts';
import { readingSteps } from './reading-steps.ts';
import { createRunSql } from './run-sql.ts';
import { transaction } from './session.ts';
import { writingSteps } from './writing-steps.ts';

/** Names the lock among all of the server, whose locks are not of one database. */
const LOCK = "CONCAT('parley.', SHA1(DATABASE()))";
/** The server has no transactions over changes of tables. */
const MIGRATION = {
  tryLock: `SELECT GET_LOCK(${LOCK}, 0) AS locked`,
  unlock: `SELECT RELEASE_LOCK(${LOCK})`,
  transaction: 'none',
} as const;

/**
 * Connects and brings the tables up to date. Any number of processes may do so at once.
 *
 * @throws ParleyError `unavailable` if the server does not answer within 5 s.
 */
export async function openMysqlStore(options: ServerOptions): Promise<Store> {
  const connection = withDefaults(options);
  const { dataSource, entities } = createMysqlDataSource(connection);
  return openStore({ dataSource, entities, faultOf: mysqlFault }, async () => {
    await migrate(dataSource, connection.logger, MIGRATION);
    const pool = poolOf(dataSource);
    const runSql = createRunSql(pool);
    const { conversations, log } = createTransactionalWrites({
      transaction: work =>
        transaction(pool, one => work({ ...readingSteps(one), ...writingSteps(one) })),
      membersOfPairs: readingSteps(pool).membersOfPairs,
      movePositions: positions => movePositions(pool, positions),
      moveDispatched: ranges => moveDispatched(pool, ranges),
      faultOf: mysqlFault,
    });
    return {
      runSql,
      conversations,
      log: { ...log, undispatched: createUndispatched(runSql, UNDISPATCHED) },
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
