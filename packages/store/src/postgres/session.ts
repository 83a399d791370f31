import { sleep } from '@parley/core';
import type { Pool, PoolClient } from 'pg';
import { isLostRace } from './fault.ts';

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

const TRIES = 5;
const PAUSE_MS = 10;

/**
 * Tries again, a few times, what lost against another transaction: a deadlock, or whatever else
 * `lost` recognises. The pause is random, so that the two do not meet again.
 */
export async function retryLostRaces<T>(
  attempt: () => Promise<T>,
  lost: (error: unknown) => boolean = isLostRace,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      if (tries === TRIES || !lost(error)) throw error;
      await sleep(Math.random() * PAUSE_MS * tries);
    }
  }
}

function ignore(): void {}
