import type { Socket } from 'node:net';
import type { Pool, PoolClient, QueryConfig, QueryResult } from 'pg';

/** The server parses a statement once per connection, under its name. */
export interface Statement {
  name: string;
  text: string;
}

/** A transaction under way. */
export interface Session {
  client: PoolClient;
  /**
   * For a write of which nothing is asked: it is not waited for, but travels with the statements after
   * it, COMMIT at the latest. If it fails the transaction does, with its error.
   */
  send: (statement: QueryConfig) => void;
}

/**
 * What a transaction looks up, it looks up by a key. So its plans need not be made anew each time:
 * without scans they stay good however the tables grow.
 */
const BEGIN = `BEGIN;
  SET LOCAL parley.in_transaction = on;
  SET LOCAL plan_cache_mode = force_generic_plan;
  SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off`;

/**
 * Holds where BEGIN was carried out. What was sent with it runs whether it was or not, and would each
 * be a transaction of its own.
 */
export const IN_TRANSACTION = `current_setting('parley.in_transaction', true) = 'on'`;

/**
 * Statements of which none waits for the answer to another: with BEGIN and COMMIT they travel in one
 * round trip. If one fails, all are undone and its error is passed on.
 */
export async function transactionAtOnce(
  pool: Pool,
  statements: readonly QueryConfig[],
): Promise<QueryResult[]> {
  const client = await pool.connect();
  client.on('error', ignore);
  const socket = socketOf(client);
  socket.cork();
  const begun = client.query(BEGIN);
  const answers = statements.map(statement => client.query(statement));
  const committed = client.query('COMMIT');
  socket.uncork();
  const all = [begun, ...answers, committed];
  const settled = await Promise.allSettled(all);
  client.off('error', ignore);
  // COMMIT ends also what has failed: a connection that does not answer it is broken.
  client.release(settled.at(-1)?.status === 'rejected');
  await Promise.all(all);
  requireCommitted(await committed);
  return Promise.all(answers);
}

/** Begin, work, commit; or undo all and pass on what was thrown. BEGIN is sent, not waited for. */
export async function transaction<T>(
  pool: Pool,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  // A connection that breaks fails its statement and emits as well; nobody else listens meanwhile.
  client.on('error', ignore);
  const sent: Promise<unknown>[] = [];
  const send = (statement: QueryConfig) => {
    const answer = client.query(statement);
    // Told of below; a rejection that is not listened to at once would end the process.
    answer.catch(ignore);
    sent.push(answer);
  };
  let broken = false;
  try {
    send({ text: BEGIN });
    const result = await work({ client, send });
    const [committed] = await Promise.all([client.query('COMMIT'), ...sent]);
    requireCommitted(committed);
    return result;
  } catch (error) {
    broken = await client.query('ROLLBACK').then(
      () => false,
      () => true,
    );
    // After what was sent had failed, everything else failed for that.
    throw await Promise.all(sent).then(
      () => error,
      first => first,
    );
  } finally {
    client.off('error', ignore);
    client.release(broken);
  }
}

/** ROLLBACK is what the server answers to a COMMIT of what has failed. */
function requireCommitted({ command }: QueryResult): void {
  if (command !== 'COMMIT') throw new Error(`The server undid the transaction: ${command}`);
}

/** What is written between its `cork` and `uncork` leaves in one piece. */
function socketOf(client: PoolClient): Socket {
  return (client as unknown as { connection: { stream: Socket } }).connection.stream;
}

function ignore(): void {}
