import { connect, type Socket } from 'node:net';
import mysql from 'mysql2';
import type { ServerOptions } from '../sql/server-options.ts';

/** A pool of which every connection begins with the session that the statements here rely on. */
export function createPool(
  options: mysql.PoolOptions,
  settings: Pick<Required<ServerOptions>, 'statementTimeoutMs' | 'logger'>,
): mysql.Pool {
  const { statementTimeoutMs, logger } = settings;
  const pool = mysql.createPool({
    ...options,
    // Sent with every use of a connection otherwise; it would also undo the session.
    resetOnRelease: false,
    // The server answers or gives up by itself before: when it does not, the connection is dead.
    stream: ({ config }: { config: mysql.ConnectionOptions }) =>
      connectUntilSilent(config, statementTimeoutMs * 1.5),
  });
  pool.on('connection', connection => {
    // A connection that breaks fails its statement and emits as well; an idle one only emits.
    connection.on('error', error => logger.warn({ err: error }, 'a database connection failed'));
    // Before anything else that is sent on it.
    for (const statement of sessionOf(statementTimeoutMs)) {
      connection.query(statement, error => {
        if (!error) return;
        logger.error({ err: error }, 'the database refuses the settings of a session');
        connection.destroy();
      });
    }
  });
  return pool;
}

/**
 * READ COMMITTED: a read after a lock sees what was committed before the lock was given, and no lock
 * covers the gaps between rows. A strict mode refuses what does not fit instead of cutting it, and
 * without NO_BACKSLASH_ESCAPES, for the driver escapes so. What stands in `M!` is for MariaDB alone.
 */
function sessionOf(statementTimeoutMs: number): string[] {
  const seconds = statementTimeoutMs / 1_000;
  const wholeSeconds = Math.ceil(seconds);
  return [
    'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
    `SET SESSION
      sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,ONLY_FULL_GROUP_BY',
      innodb_lock_wait_timeout = ${wholeSeconds}
      /*M! , max_statement_time = ${seconds}, idle_transaction_timeout = ${wholeSeconds} */`,
  ];
}

function connectUntilSilent({ host, port }: mysql.ConnectionOptions, silentMs: number): Socket {
  const socket = connect({ host, port: port ?? 3306, noDelay: true, keepAlive: true });
  socket.setTimeout(silentMs, () => {
    const silent = new Error(`No answer from the database for ${silentMs} ms.`);
    socket.destroy(Object.assign(silent, { code: 'ETIMEDOUT' }));
  });
  return socket;
}
