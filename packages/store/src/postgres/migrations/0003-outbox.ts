import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What waits for the queue has a table of its own instead of an index over the heads: as no index is
 * then about what an append or a dispatch changes, the new row stays on its page (a HOT update) and no
 * index gets another entry. The pages keep room for that.
 */
const UP = [
  `CREATE TABLE undispatched (
    conversation_id bigint NOT NULL CONSTRAINT undispatched_pkey PRIMARY KEY
  )`,
  'INSERT INTO undispatched SELECT conversation_id FROM conversations WHERE dispatched_seq < last_seq',
  'DROP INDEX conversations_undispatched',
  'ALTER TABLE conversations SET (fillfactor = 70)',
];

const DOWN = [
  'ALTER TABLE conversations RESET (fillfactor)',
  `CREATE INDEX conversations_undispatched ON conversations (last_event_at_ms)
    WHERE dispatched_seq < last_seq`,
  'DROP TABLE undispatched',
];

export class Outbox0000000000003 implements MigrationInterface {
  readonly name = 'Outbox0000000000003';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
