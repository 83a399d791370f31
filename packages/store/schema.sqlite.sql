-- The schema after all migrations. A test compares it; see src/conformance/schema-snapshot.ts.

CREATE TABLE conversations (
  conversation_id INTEGER PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL,
  unique_key TEXT,
  title TEXT,
  epoch INTEGER NOT NULL,
  last_seq INTEGER NOT NULL,
  dispatched_seq INTEGER NOT NULL,
  member_count INTEGER NOT NULL,
  created_at_ms INTEGER NOT NULL,
  last_event_at_ms INTEGER NOT NULL, members_seq INTEGER NOT NULL DEFAULT 0,
  CONSTRAINT "conversations_unique_key" UNIQUE ("unique_key")
) STRICT;

CREATE INDEX conversations_kind ON conversations (kind, created_at_ms, conversation_id);

CREATE INDEX conversations_undispatched ON conversations (last_event_at_ms)
  WHERE dispatched_seq < last_seq;

CREATE TABLE events (
  message_id INTEGER PRIMARY KEY NOT NULL,
  conversation_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  sender_id INTEGER NOT NULL,
  client_id TEXT,
  type TEXT NOT NULL,
  body TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL,
  CONSTRAINT "events_place" UNIQUE ("conversation_id", "seq"),
  CONSTRAINT "events_client_id" UNIQUE ("client_id", "sender_id")
) STRICT;

CREATE TABLE members (
  conversation_id INTEGER NOT NULL,
  user_id INTEGER NOT NULL,
  role TEXT NOT NULL,
  visible_from_seq INTEGER NOT NULL,
  delivered_seq INTEGER NOT NULL,
  read_seq INTEGER NOT NULL,
  joined_at_ms INTEGER NOT NULL,
  PRIMARY KEY (conversation_id, user_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX members_joined ON members (conversation_id, joined_at_ms, user_id);

CREATE INDEX members_user ON members (user_id);

CREATE TABLE mentions (
  user_id INTEGER NOT NULL,
  conversation_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (user_id, conversation_id, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
  session_id INTEGER PRIMARY KEY NOT NULL,
  user_id INTEGER NOT NULL,
  device_name TEXT NOT NULL,
  refresh_hash TEXT NOT NULL,
  refresh_expires_at_ms INTEGER NOT NULL,
  created_at_ms INTEGER NOT NULL,
  last_seen_at_ms INTEGER NOT NULL
) STRICT;

CREATE INDEX sessions_user ON sessions (user_id);

CREATE TABLE users (
  user_id INTEGER PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  display_name TEXT NOT NULL,
  display_name_key TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL, presence_mode TEXT NOT NULL DEFAULT 'auto', last_seen_at_ms INTEGER NOT NULL DEFAULT 0, admin_since_ms INTEGER NOT NULL DEFAULT 0,
  CONSTRAINT "users_name_key" UNIQUE ("name_key")
) STRICT;

CREATE INDEX users_display_name ON users (display_name_key);
