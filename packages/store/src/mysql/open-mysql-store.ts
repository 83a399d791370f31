import type { Pool as CallbackPool } from 'mysql2';
import type { Pool } from 'mysql2/promise';
import type { DataSource } from 'typeorm';
import { openStore } from '../sql/open-store.ts';
import { type ServerOptions, withDefaults } from '../sql/server-options.ts';
import { createTransactionalWrites } from '../sql/transactional-writes.ts';
import type { Store } from '../store.ts';
import { createMysqlDataSource } from './data-source.ts';
import { mysqlFault } from './fault.ts';
import { migrate } from './migrate.ts';
import { movePositions } from './move-positions.ts';
import { createUndispatched, moveDispatched } from './outbox.ts';
import { readingSteps } from './reading-steps.ts';
import { createRunSql } from './run-sql.ts';
import { transaction } from './session.ts';
import { writingSteps } from './writing-steps.ts';

/**
 * Connects and brings the tables up to date. Any number of processes may do so at once.
 *
 * @throws ParleyError `unavailable` if the server does not answer within 5 s.
 */
export async function openMysqlStore(options: ServerOptions): Promise<Store> {
  const connection = withDefaults(options);
  const { dataSource, entities } = createMysqlDataSource(connection);
  return openStore({ dataSource, entities, faultOf: mysqlFault }, async () => {
    await migrate(dataSource, connection.logger);
    const pool = poolOf(dataSource);
    const { conversations, log } = createTransactionalWrites({
      transaction: work =>
        transaction(pool, one => work({ ...readingSteps(one), ...writingSteps(one) })),
      membersOfPairs: readingSteps(pool).membersOfPairs,
      movePositions: positions => movePositions(pool, positions),
      moveDispatched: ranges => moveDispatched(pool, ranges),
      faultOf: mysqlFault,
    });
    return {
      runSql: createRunSql(pool),
      conversations,
      log: { ...log, undispatched: createUndispatched(pool) },
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
