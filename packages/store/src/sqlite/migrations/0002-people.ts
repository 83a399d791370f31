import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the log says of people: where its members last changed, whom its messages mention. And what a
 * person's row says: presence, when last seen, since when an admin (0: never, and no admin).
 */
const UP = [
  'ALTER TABLE conversations ADD COLUMN members_seq INTEGER NOT NULL DEFAULT 0',
  `ALTER TABLE users ADD COLUMN presence_mode TEXT NOT NULL DEFAULT 'auto'`,
  'ALTER TABLE users ADD COLUMN last_seen_at_ms INTEGER NOT NULL DEFAULT 0',
  'ALTER TABLE users ADD COLUMN admin_since_ms INTEGER NOT NULL DEFAULT 0',
  `CREATE TABLE mentions (
    user_id INTEGER NOT NULL,
    conversation_id INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (user_id, conversation_id, seq)
  ) STRICT, WITHOUT ROWID`,
];

const DOWN = [
  'DROP TABLE mentions',
  'ALTER TABLE users DROP COLUMN admin_since_ms',
  'ALTER TABLE users DROP COLUMN last_seen_at_ms',
  'ALTER TABLE users DROP COLUMN presence_mode',
  'ALTER TABLE conversations DROP COLUMN members_seq',
];

export class People0000000000002 implements MigrationInterface {
  readonly name = 'People0000000000002';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
