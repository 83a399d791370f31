import { isId } from './ids.ts';
import type { RunSql } from './run-sql.ts';

/** SQLite takes 32,766 values in a statement; this keeps well below, and parsing quick. */
const CHUNK = 1_024;

/** Where rows are read by ids. */
export interface Source {
  table: string;
  /** The column of the id. */
  id: string;
  columns: string;
}

/** What is read by the id of a row. */
export interface ById<Row, Item> extends Source {
  toItem: (row: Row) => Item;
  idOf: (item: Item) => string;
}

/** The rows with these ids, by id. What is not an id finds nothing. */
export async function findByIds<Row, Item>(
  runSql: RunSql,
  byId: ById<Row, Item>,
  ids: readonly string[],
): Promise<Map<string, Item>> {
  const items = (await readByIds<Row>(runSql, byId, ids)).map(byId.toItem);
  return new Map(items.map(item => [byId.idOf(item), item]));
}

/** All rows with these ids, in no order. */
export async function readByIds<Row>(
  runSql: RunSql,
  { table, id, columns }: Source,
  ids: readonly string[],
): Promise<Row[]> {
  const asked = [...new Set(ids)].filter(isId);
  if (asked.length === 0) return [];
  const { among, toValue } = runSql.ids;
  return runSql<Row>(`SELECT ${columns} FROM ${table} WHERE ${id} ${among}`, [toValue(asked)]);
}

export function* chunks<T>(items: readonly T[], size = CHUNK): Generator<T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
