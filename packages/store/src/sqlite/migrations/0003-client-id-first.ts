import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The events under a key that begins with the clientId and not with the sender. Those of our SDK begin
 * with the time, so what comes now lies together at the index's end, whoever sent it; by sender it lies
 * on a page for each of them, and a commit writes whole pages. Measured with 200 senders: 0.26 instead
 * of 0.47 pages and 8 instead of 12 µs a message.
 *
 * SQLite cannot exchange a table's constraint, so the rows are copied, in the order of their ids.
 */
async function copyEvents(runner: QueryRunner, key: string): Promise<void> {
  await runner.query('ALTER TABLE events RENAME TO events_before');
  await runner.query(`CREATE TABLE events (
    message_id INTEGER PRIMARY KEY NOT NULL,
    conversation_id INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    sender_id INTEGER NOT NULL,
    client_id TEXT,
    type TEXT NOT NULL,
    body TEXT NOT NULL,
    created_at_ms INTEGER NOT NULL,
    CONSTRAINT "events_place" UNIQUE ("conversation_id", "seq"),
    CONSTRAINT "events_client_id" UNIQUE (${key})
  ) STRICT`);
  await runner.query('INSERT INTO events SELECT * FROM events_before ORDER BY message_id');
  await runner.query('DROP TABLE events_before');
}

export class ClientIdFirst0000000000003 implements MigrationInterface {
  readonly name = 'ClientIdFirst0000000000003';

  up(runner: QueryRunner): Promise<void> {
    return copyEvents(runner, '"client_id", "sender_id"');
  }

  down(runner: QueryRunner): Promise<void> {
    return copyEvents(runner, '"sender_id", "client_id"');
  }
}
