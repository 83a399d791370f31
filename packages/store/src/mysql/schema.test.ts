import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { silentLogger } from '@parley/core';
import { canStart, type MariadbServer, startMariadb } from '@parley/testing';
import type { DataSource } from 'typeorm';
import { expectSchema, schemaDrift } from '../conformance/schema-snapshot.ts';
import { createMysqlDataSource } from './data-source.ts';

(canStart('mariadb') ? describe : describe.skip)('the MariaDB schema', () => {
  let server: MariadbServer;
  let dataSource: DataSource;

  beforeAll(async () => {
    server = await startMariadb();
    ({ dataSource } = createMysqlDataSource({
      url: server.url,
      poolSize: 2,
      statementTimeoutMs: 10_000,
      logger: silentLogger,
    }));
    await dataSource.initialize();
    await dataSource.runMigrations({ transaction: 'none' });
    await dataSource.query(EXPRESSIONS);
  });
  afterAll(async () => {
    await dataSource.destroy();
    await server.stop();
  });

  const tables = async () => {
    const rows: { name: string }[] = await dataSource.query(TABLES);
    const texts: string[] = [];
    for (const { name } of rows) {
      const [row] = await dataSource.query(`SHOW CREATE TABLE ${name}`);
      texts.push(`${row['Create Table']};`);
    }
    return texts.join('\n\n');
  };

  test('is the one in the snapshot', async () => {
    expectSchema('schema.mysql.sql', await tables());
  });

  test('is what the entities describe', async () => {
    expect(await schemaDrift(dataSource)).toEqual([]);
  });

  test('can be undone, and made again after an interruption', async () => {
    for (const _each of dataSource.migrations) {
      await dataSource.undoLastMigration({ transaction: 'none' });
    }
    expect(await tables()).toBe('');
    await dataSource.runMigrations({ transaction: 'none' });
    // As if the process had died before it could note down that it was through.
    await dataSource.query('DELETE FROM migrations');
    await dataSource.query('DROP TABLE events');
    await dataSource.runMigrations({ transaction: 'none' });
    expectSchema('schema.mysql.sql', await tables());
  });
});

/** TypeORM compares with the expressions that it has written down itself. */
const EXPRESSIONS = `INSERT INTO typeorm_metadata (type, \`schema\`, \`table\`, name, value)
  SELECT 'GENERATED_COLUMN', table_schema, table_name, column_name, generation_expression
  FROM information_schema.columns
  WHERE table_schema = DATABASE() AND generation_expression <> ''`;

/** Without those that TypeORM makes for itself. */
const TABLES = `SELECT table_name AS name FROM information_schema.tables
  WHERE table_schema = DATABASE() AND table_name NOT IN ('migrations', 'typeorm_metadata')
  ORDER BY table_name`;
