import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Collation "C" for what is compared by prefix or as bytes: a search by range is then right under
 * any locale of the database, and comparing is quicker.
 */
const STATEMENTS = [
  `CREATE TABLE users (
    user_id bigint NOT NULL CONSTRAINT users_pkey PRIMARY KEY,
    name text NOT NULL,
    name_key text COLLATE "C" NOT NULL,
    display_name text NOT NULL,
    display_name_key text COLLATE "C" NOT NULL,
    password_hash text NOT NULL,
    created_at_ms bigint NOT NULL,
    CONSTRAINT users_name_key UNIQUE (name_key)
  )`,
  'CREATE INDEX users_display_name ON users (display_name_key)',

  `CREATE TABLE sessions (
    session_id bigint NOT NULL CONSTRAINT sessions_pkey PRIMARY KEY,
    user_id bigint NOT NULL,
    device_name text NOT NULL,
    refresh_hash text NOT NULL,
    refresh_expires_at_ms bigint NOT NULL,
    created_at_ms bigint NOT NULL,
    last_seen_at_ms bigint NOT NULL
  )`,
  'CREATE INDEX sessions_user ON sessions (user_id)',

  `CREATE TABLE conversations (
    conversation_id bigint NOT NULL CONSTRAINT conversations_pkey PRIMARY KEY,
    kind text NOT NULL,
    unique_key text COLLATE "C",
    title text,
    epoch bigint NOT NULL,
    last_seq bigint NOT NULL,
    dispatched_seq bigint NOT NULL,
    member_count bigint NOT NULL,
    created_at_ms bigint NOT NULL,
    last_event_at_ms bigint NOT NULL,
    CONSTRAINT conversations_unique_key UNIQUE (unique_key)
  )`,
  'CREATE INDEX conversations_kind ON conversations (kind, created_at_ms, conversation_id)',
  `CREATE INDEX conversations_undispatched ON conversations (last_event_at_ms)
    WHERE dispatched_seq < last_seq`,

  `CREATE TABLE members (
    conversation_id bigint NOT NULL,
    user_id bigint NOT NULL,
    role text NOT NULL,
    visible_from_seq bigint NOT NULL,
    delivered_seq bigint NOT NULL,
    read_seq bigint NOT NULL,
    joined_at_ms bigint NOT NULL,
    CONSTRAINT members_pkey PRIMARY KEY (conversation_id, user_id)
  )`,
  'CREATE INDEX members_user ON members (user_id)',
  'CREATE INDEX members_joined ON members (conversation_id, joined_at_ms, user_id)',

  `CREATE TABLE events (
    message_id bigint NOT NULL CONSTRAINT events_pkey PRIMARY KEY,
    conversation_id bigint NOT NULL,
    seq bigint NOT NULL,
    sender_id bigint NOT NULL,
    client_id text COLLATE "C",
    type text NOT NULL,
    body text NOT NULL,
    created_at_ms bigint NOT NULL,
    CONSTRAINT events_place UNIQUE (conversation_id, seq),
    CONSTRAINT events_client_id UNIQUE (sender_id, client_id)
  )`,
];

const TABLES = ['events', 'members', 'conversations', 'sessions', 'users'];

/** TypeORM orders migrations by the number at the end of the name. */
export class Initial0000000000001 implements MigrationInterface {
  readonly name = 'Initial0000000000001';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.query(`DROP TABLE ${table}`);
  }
}
