import type { Pool, PoolClient, QueryConfig } from 'pg';

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
  SET LOCAL plan_cache_mode = force_generic_plan;
  SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off`;

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
    const [{ command }] = await Promise.all([client.query('COMMIT'), ...sent]);
    // What the server answers to a COMMIT of what has failed.
    if (command !== 'COMMIT') throw new Error(`The server undid the transaction: ${command}`);
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

function ignore(): void {}
