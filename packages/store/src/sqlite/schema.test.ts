import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Database } from 'better-sqlite3';
import type { DataSource } from 'typeorm';
import { expectSchema, schemaDrift } from '../conformance/schema-snapshot.ts';
import { createSqliteDataSource } from './data-source.ts';
import { prepareStatements } from './statements.ts';

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

  const events = () => dataSource.query('SELECT * FROM events ORDER BY message_id');
  const add = (messageId: number, senderId: number, clientId: string | null) =>
    dataSource.query(`INSERT INTO events VALUES (?, 10, ?, ?, ?, 'message', '{}', 5)`, [
      messageId,
      messageId,
      senderId,
      clientId,
    ]);

  test('keeps every event when the key of the clientId is turned round, there and back', async () => {
    await dataSource.undoLastMigration();
    const before = await schema();
    await add(1, 7, 'b');
    await add(2, 8, 'b');
    await add(3, 7, 'a');
    await add(4, 7, null);
    await add(5, 7, null);
    const rows = await events();
    expect(rows).toHaveLength(5);

    await dataSource.runMigrations();
    expect(await events()).toEqual(rows);
    await expect(add(6, 8, 'b')).rejects.toThrow('events.client_id, events.sender_id');
    await expect(add(2, 9, 'c')).rejects.toThrow('events.message_id');
    await add(6, 9, 'b');

    await dataSource.undoLastMigration();
    expect(await schema()).toBe(before);
    expect(await events()).toHaveLength(6);
    await expect(add(7, 7, 'a')).rejects.toThrow('events.sender_id, events.client_id');
  });

  test('finds an event by its sender and clientId in the index, whatever else is written', async () => {
    const { databaseConnection: handle } = dataSource.driver as unknown as {
      databaseConnection: Database;
    };
    const prepare = jest.spyOn(handle, 'prepare');
    prepareStatements(handle);
    const lookUp = prepare.mock.calls.map(([sql]) => sql).find(sql => /client_id = \?/.test(sql));
    const plan = handle.prepare(`EXPLAIN QUERY PLAN ${lookUp}`).all(7, 'a');
    expect(plan).toEqual([
      expect.objectContaining({
        detail: 'SEARCH events USING INDEX sqlite_autoindex_events_2 (client_id=? AND sender_id=?)',
      }),
    ]);
  });

  test('can be undone', async () => {
    for (const _each of dataSource.migrations) await dataSource.undoLastMigration();
    expect(await schema()).toBe('');
  });
});
