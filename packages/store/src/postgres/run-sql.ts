import type { Pool } from 'pg';
import type { IdList, RunSql } from '../sql/run-sql.ts';

const IDS: IdList = {
  among: '= ANY($1::bigint[])',
  toValue: ids => `{${ids.join()}}`,
};

/** Every distinct text gets a name of its own, which lets the server keep it parsed. */
export function createRunSql(pool: Pool): RunSql {
  const names = new Map<string, string>();
  const run = async <Row>(text: string, values: readonly (string | number)[]) => {
    const name = names.get(text) ?? `read_${names.size}`;
    names.set(text, name);
    const { rows } = await pool.query({ name, text, values: [...values] });
    return rows as Row[];
  };
  return Object.assign(run, { ids: IDS });
}
