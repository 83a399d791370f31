import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import type { DataSource } from 'typeorm';

/**
 * Compares the schema that the migrations lead to with the file beside this package's package.json.
 * After a new migration run the test once with UPDATE_SCHEMA=1 and read the difference.
 */
export function expectSchema(fileName: string, schema: string): void {
  const file = join(import.meta.dirname, '../..', fileName);
  const text = `-- The schema after all migrations. A test compares it; see src/conformance/schema-snapshot.ts.\n\n${schema}\n`;
  if (process.env.UPDATE_SCHEMA === '1') writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, 'utf8'));
}

/** What TypeORM would change to make the tables fit the entities; it should be nothing. */
export async function schemaDrift(dataSource: DataSource): Promise<string[]> {
  const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
  return upQueries.map(({ query }) => query);
}
