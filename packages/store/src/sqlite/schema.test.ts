import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { expectSchema, schemaDrift } from '../conformance/schema-snapshot.ts';
import { createSqliteDataSource } from './data-source.ts';

describe('the SQLite schema', () => {
  let dataSource: DataSource;

  beforeEach(async () => {
    ({ dataSource } = createSqliteDataSource(':memory:'));
    await dataSource.initialize();
    await dataSource.runMigrations();
  });
  afterEach(() => dataSource.destroy());

  const schema = async () => {
    const rows: { sql: string }[] = await dataSource.query(
      `SELECT sql FROM sqlite_schema
       WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND name <> 'migrations'
       ORDER BY tbl_name, type DESC, name`,
    );
    return rows.map(({ sql }) => `${sql.replaceAll(/^ {2}/gm, '')};`).join('\n\n');
  };

  test('is the one in the snapshot', async () => {
    expectSchema('schema.sqlite.sql', await schema());
  });

  test('is what the entities describe', async () => {
    expect(await schemaDrift(dataSource)).toEqual([]);
  });

  test('can be undone', async () => {
    for (const _each of dataSource.migrations) await dataSource.undoLastMigration();
    expect(await schema()).toBe('');
  });
});
