import { type FindOptionsWhere, In, type ObjectLiteral, type Repository } from 'typeorm';
import { isId } from './ids.ts';

/** SQLite takes 32,766 values in a statement; this keeps well below, and parsing quick. */
const CHUNK = 1_000;

/** The rows with these ids, by id. What is not an id finds nothing. */
export async function findByIds<
  Key extends string,
  Row extends ObjectLiteral & Record<Key, string>,
>(repository: Repository<Row>, key: Key, ids: readonly string[]): Promise<Map<string, Row>> {
  const found = new Map<string, Row>();
  for (const chunk of chunks([...new Set(ids)].filter(isId))) {
    const where = { [key]: In(chunk) } as FindOptionsWhere<Row>;
    for (const row of await repository.findBy(where)) found.set(row[key], row);
  }
  return found;
}

export function* chunks<T>(items: readonly T[], size = CHUNK): Generator<T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
