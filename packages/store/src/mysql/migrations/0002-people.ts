import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the log says of people: where its members last changed, whom its messages mention. And what a
 * person's row says: presence, when last seen, since when an admin (0: never, and no admin).
 */
const COLUMNS = {
  conversations: ['members_seq bigint NOT NULL DEFAULT 0'],
  users: [
    `presence_mode varchar(32) NOT NULL DEFAULT 'auto'`,
    'last_seen_at_ms bigint NOT NULL DEFAULT 0',
    'admin_since_ms bigint NOT NULL DEFAULT 0',
  ],
};

export class People0000000000002 implements MigrationInterface {
  readonly name = 'People0000000000002';

  /** The server commits at every statement, so each is left out if it was done before an interruption. */
  async up(runner: QueryRunner): Promise<void> {
    for (const [table, columns] of Object.entries(COLUMNS)) {
      for (const column of columns) {
        const [name = ''] = column.split(' ');
        if (await hasColumn(runner, table, name)) continue;
        await runner.query(`ALTER TABLE ${table} ADD COLUMN ${column}`);
      }
    }
    await runner.query(
      `CREATE TABLE IF NOT EXISTS mentions (
        user_id bigint NOT NULL,
        conversation_id bigint NOT NULL,
        seq bigint NOT NULL,
        PRIMARY KEY (user_id, conversation_id, seq)
      ) ENGINE = InnoDB ROW_FORMAT = DYNAMIC`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE IF EXISTS mentions');
    for (const [table, columns] of Object.entries(COLUMNS)) {
      for (const column of columns) {
        const [name = ''] = column.split(' ');
        if (!(await hasColumn(runner, table, name))) continue;
        await runner.query(`ALTER TABLE ${table} DROP COLUMN ${name}`);
      }
    }
  }
}

async function hasColumn(runner: QueryRunner, table: string, name: string): Promise<boolean> {
  const rows: unknown[] = await runner.query(`SHOW COLUMNS FROM ${table} LIKE '${name}'`);
  return rows.length > 0;
}
