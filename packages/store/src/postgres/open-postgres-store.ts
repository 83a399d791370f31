import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { openStore } from '../sql/open-store.ts';
import { type ServerOptions, withDefaults } from '../sql/server-options.ts';
import type { Store } from '../store.ts';
import { createConversationWrites } from './conversations.ts';
import { createPostgresDataSource } from './data-source.ts';
import { createLogWrites } from './event-log.ts';
import { postgresFault } from './fault.ts';
import { migrate } from './migrate.ts';
import { createRunSql } from './run-sql.ts';

/**
 * Connects and brings the tables up to date. Any number of processes may do so at once.
 *
 * @throws ParleyError `unavailable` if the server does not answer within 5 s.
 */
export async function openPostgresStore(options: ServerOptions): Promise<Store> {
  const connection = withDefaults(options);
  const { dataSource, entities } = createPostgresDataSource(connection);
  return openStore({ dataSource, entities, faultOf: postgresFault }, async () => {
    await migrate(dataSource, connection.logger);
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
