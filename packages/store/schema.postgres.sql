-- The schema after all migrations. A test compares it; see src/conformance/schema-snapshot.ts.

CREATE TABLE conversations (
  conversation_id bigint NOT NULL,
  kind text NOT NULL,
  unique_key text COLLATE "C",
  title text,
  epoch bigint NOT NULL,
  last_seq bigint NOT NULL,
  dispatched_seq bigint NOT NULL,
  member_count bigint NOT NULL,
  created_at_ms bigint NOT NULL,
  last_event_at_ms bigint NOT NULL,
  members_seq bigint NOT NULL DEFAULT 0,
  CONSTRAINT conversations_pkey PRIMARY KEY (conversation_id),
  CONSTRAINT conversations_unique_key UNIQUE (unique_key)
);

CREATE TABLE events (
  message_id bigint NOT NULL,
  conversation_id bigint NOT NULL,
  seq bigint NOT NULL,
  sender_id bigint NOT NULL,
  client_id text COLLATE "C",
  type text NOT NULL,
  body text NOT NULL,
  created_at_ms bigint NOT NULL,
  CONSTRAINT events_client_id UNIQUE (sender_id, client_id),
  CONSTRAINT events_pkey PRIMARY KEY (message_id),
  CONSTRAINT events_place UNIQUE (conversation_id, seq)
);

CREATE TABLE members (
  conversation_id bigint NOT NULL,
  user_id bigint NOT NULL,
  role text NOT NULL,
  visible_from_seq bigint NOT NULL,
  delivered_seq bigint NOT NULL,
  read_seq bigint NOT NULL,
  joined_at_ms bigint NOT NULL,
  CONSTRAINT members_pkey PRIMARY KEY (conversation_id, user_id)
);

CREATE TABLE mentions (
  user_id bigint NOT NULL,
  conversation_id bigint NOT NULL,
  seq bigint NOT NULL,
  CONSTRAINT mentions_pkey PRIMARY KEY (user_id, conversation_id, seq)
);

CREATE TABLE sessions (
  session_id bigint NOT NULL,
  user_id bigint NOT NULL,
  device_name text NOT NULL,
  refresh_hash text NOT NULL,
  refresh_expires_at_ms bigint NOT NULL,
  created_at_ms bigint NOT NULL,
  last_seen_at_ms bigint NOT NULL,
  CONSTRAINT sessions_pkey PRIMARY KEY (session_id)
);

CREATE TABLE undispatched (
  conversation_id bigint NOT NULL,
  CONSTRAINT undispatched_pkey PRIMARY KEY (conversation_id)
);

CREATE TABLE users (
  user_id bigint NOT NULL,
  name text NOT NULL,
  name_key text COLLATE "C" NOT NULL,
  display_name text NOT NULL,
  display_name_key text COLLATE "C" NOT NULL,
  password_hash text NOT NULL,
  created_at_ms bigint NOT NULL,
  presence_mode text NOT NULL DEFAULT 'auto'::text,
  last_seen_at_ms bigint NOT NULL DEFAULT 0,
  admin_since_ms bigint NOT NULL DEFAULT 0,
  CONSTRAINT users_name_key UNIQUE (name_key),
  CONSTRAINT users_pkey PRIMARY KEY (user_id)
);

CREATE INDEX conversations_kind ON public.conversations USING btree (kind, created_at_ms, conversation_id);

CREATE INDEX members_joined ON public.members USING btree (conversation_id, joined_at_ms, user_id);

CREATE INDEX members_user ON public.members USING btree (user_id);

CREATE INDEX sessions_user ON public.sessions USING btree (user_id);

CREATE INDEX users_display_name ON public.users USING btree (display_name_key);
