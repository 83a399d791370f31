import type { Pool, RowDataPacket } from 'mysql2/promise';
import type { IdList, RunSql } from '../sql/run-sql.ts';

const IDS: IdList = {
  among: `IN (SELECT id FROM JSON_TABLE($1, '$[*]' COLUMNS (id bigint PATH '$')) AS asked)`,
  toValue: ids => `[${ids.join()}]`,
};

/**
 * The driver keeps every distinct text prepared, per connection. Values go as texts, which the server
 * turns into what the place asks for: a number would go as a double, and LIMIT takes none.
 */
export function createRunSql(pool: Pool): RunSql {
  const run = async <Row>(text: string, values: readonly (string | number)[]) => {
    const inOrder: string[] = [];
    const statement = text.replaceAll(/\$(\d+)/g, (_, place: string) => {
      inOrder.push(String(values[Number(place) - 1]));
      return '?';
    });
    const [rows] = await pool.execute<RowDataPacket[]>(statement, inOrder);
    return rows as Row[];
  };
  return Object.assign(run, { ids: IDS });
}
