import type { Pool } from 'pg';
import type { RunSql } from '../sql/run-sql.ts';

/** Every distinct text gets a name of its own, which lets the server keep it parsed. */
export function createRunSql(pool: Pool): RunSql {
  const names = new Map<string, string>();
  return async <Row>(text: string, values: readonly (string | number)[]) => {
    const name = names.get(text) ?? `read_${names.size}`;
    names.set(text, name);
    const { rows } = await pool.query({ name, text, values: [...values] });
    return rows as Row[];
  };
}
