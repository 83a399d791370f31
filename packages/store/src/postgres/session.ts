import type { Pool, PoolClient } from 'pg';

/** The server parses a statement once per connection, under its name. */
export interface Statement {
  name: string;
  text: string;
}

/**
 * Begin, work, commit; or undo all and pass on what was thrown. BEGIN is not waited for: it travels
 * together with the first statement of `work`.
 */
export async function transaction<T>(
  pool: Pool,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  // A connection that breaks fails its statement and emits as well; nobody else listens meanwhile.
  client.on('error', ignore);
  let broken = false;
  try {
    const [, result] = await Promise.all([client.query('BEGIN'), work(client)]);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    broken = await client.query('ROLLBACK').then(
      () => false,
      () => true,
    );
    throw error;
  } finally {
    client.off('error', ignore);
    client.release(broken);
  }
}

function ignore(): void {}
