import type { Database, Statement } from 'better-sqlite3';
import type { IdList, RunSql } from '../sql/run-sql.ts';

/** Half of what a parameter for each id takes, most of which is binding them. */
const IDS: IdList = {
  among: 'IN (SELECT value FROM json_each($1))',
  toValue: ids => `[${ids.join()}]`,
};

/** SQLite takes `$1` as the name of a parameter, better-sqlite3 values by name: no rewriting needed. */
export function createRunSql(handle: Database): RunSql {
  const prepared = new Map<string, Statement>();
  const run = async <Row>(text: string, values: readonly (string | number)[]) => {
    let statement = prepared.get(text);
    if (!statement) {
      statement = handle.prepare(text);
      prepared.set(text, statement);
    }
    const named = Object.fromEntries(values.map((value, index) => [index + 1, value]));
    return statement.all(named) as Row[];
  };
  return Object.assign(run, { ids: IDS });
}
