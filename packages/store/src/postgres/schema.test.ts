import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { silentLogger } from '@parley/core';
import { canStart, type PostgresServer, startPostgres } from '@parley/testing';
import type { DataSource } from 'typeorm';
import { expectSchema, schemaDrift } from '../conformance/schema-snapshot.ts';
import { createPostgresDataSource } from './data-source.ts';

(canStart('postgres') ? describe : describe.skip)('the PostgreSQL schema', () => {
  let server: PostgresServer;
  let dataSource: DataSource;

  beforeAll(async () => {
    server = await startPostgres();
    ({ dataSource } = createPostgresDataSource({
      url: server.url,
      poolSize: 2,
      statementTimeoutMs: 10_000,
      logger: silentLogger,
    }));
    await dataSource.initialize();
    await dataSource.runMigrations();
  });
  afterAll(async () => {
    await dataSource.destroy();
    await server.stop();
  });

  test('is the one in the snapshot', async () => {
    const tables: { sql: string }[] = await dataSource.query(TABLES);
    const indexes: { sql: string }[] = await dataSource.query(INDEXES);
    expectSchema('schema.postgres.sql', [...tables, ...indexes].map(row => row.sql).join('\n\n'));
  });

  test('is what the entities describe', async () => {
    expect(await schemaDrift(dataSource)).toEqual([]);
  });

  test('can be undone', async () => {
    for (const _each of dataSource.migrations) await dataSource.undoLastMigration();
    expect(await dataSource.query(TABLES)).toEqual([]);
    await dataSource.runMigrations();
  });
});

/** The catalogue in the form of CREATE TABLE, the same from one version of the server to the next. */
const TABLES = `
  SELECT format(E'CREATE TABLE %s (\\n  %s\\n);', relname, string_agg(line, E',\\n  ' ORDER BY place, line)) AS sql
  FROM (
    SELECT c.relname, a.attnum AS place,
      concat_ws(' ', a.attname, format_type(a.atttypid, a.atttypmod),
        CASE WHEN a.attcollation <> t.typcollation THEN format('COLLATE "%s"', co.collname) END,
        CASE WHEN a.attnotnull THEN 'NOT NULL' END,
        CASE WHEN a.atthasdef THEN 'DEFAULT ' || pg_get_expr(d.adbin, d.adrelid) END) AS line
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN pg_type t ON t.oid = a.atttypid
    LEFT JOIN pg_collation co ON co.oid = a.attcollation
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
    UNION ALL
    SELECT conrelid::regclass::text, 10000, format('CONSTRAINT %s %s', conname, pg_get_constraintdef(oid))
    FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace AND contype IN ('p', 'u', 'f', 'c')
  ) AS lines
  WHERE relname <> 'migrations'
  GROUP BY relname ORDER BY relname`;

/** Those that no constraint brings along. */
const INDEXES = `
  SELECT pg_get_indexdef(i.indexrelid) || ';' AS sql
  FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
  WHERE c.relnamespace = 'public'::regnamespace
    AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = i.indexrelid)
  ORDER BY c.relname`;
