import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { migrate } from '../sql/migrate.ts';
import { openStore } from '../sql/open-store.ts';
import { type ServerOptions, withDefaults } from '../sql/server-options.ts';
import { createTransactionalWrites } from '../sql/transactional-writes.ts';
import { createUndispatched } from '../sql/undispatched.ts';
import type { Store } from '../store.ts';
import { appendAtOnce } from './append-at-once.ts';
import { countUnread } from './count-unread.ts';
import { createPostgresDataSource } from './data-source.ts';
import { postgresFault } from './fault.ts';
import { movePositions } from './move-positions.ts';
import { moveDispatched, UNDISPATCHED } from './outbox.ts';
import { readingSteps } from './reading-steps.ts';
import { createRunSql } from './run-sql.ts';
import { transaction } from './session.ts';
import { writingSteps } from './writing-steps.ts';

/** Names the advisory lock among all uses of such locks in the database: "parley" in ASCII. */
const LOCK = 0x7061_726c_6579;
const MIGRATION = {
  tryLock: `SELECT pg_try_advisory_lock(${LOCK}) AS locked`,
  unlock: `SELECT pg_advisory_unlock(${LOCK})`,
  transaction: 'all',
} as const;

/**
 * Connects and brings the tables up to date. Any number of processes may do so at once.
 *
 * @throws ParleyError `unavailable` if the server does not answer within 5 s.
 */
export async function openPostgresStore(options: ServerOptions): Promise<Store> {
  const connection = withDefaults(options);
  const { dataSource, entities } = createPostgresDataSource(connection);
  return openStore({ dataSource, entities, faultOf: postgresFault }, async () => {
    await migrate(dataSource, connection.logger, MIGRATION);
    const pool = poolOf(dataSource);
    const runSql = createRunSql(pool);
    const { conversations, log } = createTransactionalWrites({
      transaction: work =>
        transaction(pool, session =>
          work({ ...readingSteps(session.client), ...writingSteps(session) }),
        ),
      appendAtOnce: (drafts, admission) => appendAtOnce(pool, drafts, admission),
      membersOfPairs: readingSteps(pool).membersOfPairs,
      movePositions: positions => movePositions(pool, positions),
      moveDispatched: ranges => moveDispatched(pool, ranges),
      faultOf: postgresFault,
    });
    return {
      runSql,
      conversations,
      log: {
        ...log,
        countUnread: (userId, stretches) => countUnread(pool, userId, stretches),
        undispatched: createUndispatched(runSql, UNDISPATCHED),
      },
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
