import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The server commits at every CREATE TABLE, so that a migration which was interrupted runs again from
 * its start: IF NOT EXISTS, and a table's indexes come with it.
 *
 * `undispatched_since_ms` stands in for an index over some rows only: those where it is null lie
 * beside the range that is read, so finding what waits for the queue costs the same whatever the
 * number of logs.
 */
const TABLES = {
  users: `
    user_id bigint NOT NULL PRIMARY KEY,
    name text NOT NULL,
    name_key varchar(768) NOT NULL,
    display_name text NOT NULL,
    display_name_key varchar(768) NOT NULL,
    password_hash text NOT NULL,
    created_at_ms bigint NOT NULL,
    UNIQUE INDEX users_name_key (name_key),
    INDEX users_display_name (display_name_key)`,

  sessions: `
    session_id bigint NOT NULL PRIMARY KEY,
    user_id bigint NOT NULL,
    device_name text NOT NULL,
    refresh_hash text NOT NULL,
    refresh_expires_at_ms bigint NOT NULL,
    created_at_ms bigint NOT NULL,
    last_seen_at_ms bigint NOT NULL,
    INDEX sessions_user (user_id)`,

  conversations: `
    conversation_id bigint NOT NULL PRIMARY KEY,
    kind varchar(32) NOT NULL,
    unique_key varchar(768),
    title text,
    epoch bigint NOT NULL,
    last_seq bigint NOT NULL,
    dispatched_seq bigint NOT NULL,
    member_count bigint NOT NULL,
    created_at_ms bigint NOT NULL,
    last_event_at_ms bigint NOT NULL,
    undispatched_since_ms bigint AS (IF(dispatched_seq < last_seq, last_event_at_ms, NULL)) STORED,
    UNIQUE INDEX conversations_unique_key (unique_key),
    INDEX conversations_kind (kind, created_at_ms, conversation_id),
    INDEX conversations_undispatched (undispatched_since_ms)`,

  members: `
    conversation_id bigint NOT NULL,
    user_id bigint NOT NULL,
    role text NOT NULL,
    visible_from_seq bigint NOT NULL,
    delivered_seq bigint NOT NULL,
    read_seq bigint NOT NULL,
    joined_at_ms bigint NOT NULL,
    PRIMARY KEY (conversation_id, user_id),
    INDEX members_user (user_id),
    INDEX members_joined (conversation_id, joined_at_ms, user_id)`,

  events: `
    message_id bigint NOT NULL PRIMARY KEY,
    conversation_id bigint NOT NULL,
    seq bigint NOT NULL,
    sender_id bigint NOT NULL,
    client_id varchar(128),
    type text NOT NULL,
    body mediumtext NOT NULL,
    created_at_ms bigint NOT NULL,
    UNIQUE INDEX events_place (conversation_id, seq),
    UNIQUE INDEX events_client_id (sender_id, client_id)`,
};

/** TypeORM orders migrations by the number at the end of the name. */
export class Initial0000000000001 implements MigrationInterface {
  readonly name = 'Initial0000000000001';

  async up(runner: QueryRunner): Promise<void> {
    const collation = await bytewiseCollation(runner);
    for (const [table, columns] of Object.entries(TABLES)) {
      await runner.query(
        `CREATE TABLE IF NOT EXISTS ${table} (${columns})
         ENGINE = InnoDB ROW_FORMAT = DYNAMIC CHARACTER SET utf8mb4 COLLATE ${collation}`,
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of Object.keys(TABLES)) await runner.query(`DROP TABLE IF EXISTS ${table}`);
  }
}

/**
 * Compares texts as bytes, so that only what is the same is equal: also where they end in spaces,
 * which `utf8mb4_bin` passes over. It has another name in MySQL.
 */
async function bytewiseCollation(runner: QueryRunner): Promise<string> {
  const [row]: { version: string }[] = await runner.query('SELECT VERSION() AS version');
  return row?.version.includes('MariaDB') ? 'utf8mb4_nopad_bin' : 'utf8mb4_0900_bin';
}
