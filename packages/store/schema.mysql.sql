-- The schema after all migrations. A test compares it; see src/conformance/schema-snapshot.ts.

CREATE TABLE `conversations` (
  `conversation_id` bigint(20) NOT NULL,
  `kind` varchar(32) NOT NULL,
  `unique_key` varchar(768) DEFAULT NULL,
  `title` text DEFAULT NULL,
  `epoch` bigint(20) NOT NULL,
  `last_seq` bigint(20) NOT NULL,
  `dispatched_seq` bigint(20) NOT NULL,
  `member_count` bigint(20) NOT NULL,
  `created_at_ms` bigint(20) NOT NULL,
  `last_event_at_ms` bigint(20) NOT NULL,
  `undispatched_since_ms` bigint(20) GENERATED ALWAYS AS (if(`dispatched_seq` < `last_seq`,`last_event_at_ms`,NULL)) STORED,
  `members_seq` bigint(20) NOT NULL DEFAULT 0,
  PRIMARY KEY (`conversation_id`),
  UNIQUE KEY `conversations_unique_key` (`unique_key`),
  KEY `conversations_kind` (`kind`,`created_at_ms`,`conversation_id`),
  KEY `conversations_undispatched` (`undispatched_since_ms`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin ROW_FORMAT=DYNAMIC;

CREATE TABLE `events` (
  `message_id` bigint(20) NOT NULL,
  `conversation_id` bigint(20) NOT NULL,
  `seq` bigint(20) NOT NULL,
  `sender_id` bigint(20) NOT NULL,
  `client_id` varchar(128) DEFAULT NULL,
  `type` text NOT NULL,
  `body` mediumtext NOT NULL,
  `created_at_ms` bigint(20) NOT NULL,
  PRIMARY KEY (`message_id`),
  UNIQUE KEY `events_place` (`conversation_id`,`seq`),
  UNIQUE KEY `events_client_id` (`sender_id`,`client_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin ROW_FORMAT=DYNAMIC;

CREATE TABLE `members` (
  `conversation_id` bigint(20) NOT NULL,
  `user_id` bigint(20) NOT NULL,
  `role` text NOT NULL,
  `visible_from_seq` bigint(20) NOT NULL,
  `delivered_seq` bigint(20) NOT NULL,
  `read_seq` bigint(20) NOT NULL,
  `joined_at_ms` bigint(20) NOT NULL,
  PRIMARY KEY (`conversation_id`,`user_id`),
  KEY `members_user` (`user_id`),
  KEY `members_joined` (`conversation_id`,`joined_at_ms`,`user_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin ROW_FORMAT=DYNAMIC;

CREATE TABLE `mentions` (
  `user_id` bigint(20) NOT NULL,
  `conversation_id` bigint(20) NOT NULL,
  `seq` bigint(20) NOT NULL,
  PRIMARY KEY (`user_id`,`conversation_id`,`seq`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci ROW_FORMAT=DYNAMIC;

CREATE TABLE `sessions` (
  `session_id` bigint(20) NOT NULL,
  `user_id` bigint(20) NOT NULL,
  `device_name` text NOT NULL,
  `refresh_hash` text NOT NULL,
  `refresh_expires_at_ms` bigint(20) NOT NULL,
  `created_at_ms` bigint(20) NOT NULL,
  `last_seen_at_ms` bigint(20) NOT NULL,
  PRIMARY KEY (`session_id`),
  KEY `sessions_user` (`user_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin ROW_FORMAT=DYNAMIC;

CREATE TABLE `users` (
  `user_id` bigint(20) NOT NULL,
  `name` text NOT NULL,
  `name_key` varchar(768) NOT NULL,
  `display_name` text NOT NULL,
  `display_name_key` varchar(768) NOT NULL,
  `password_hash` text NOT NULL,
  `created_at_ms` bigint(20) NOT NULL,
  `presence_mode` varchar(32) NOT NULL DEFAULT 'auto',
  `last_seen_at_ms` bigint(20) NOT NULL DEFAULT 0,
  `admin_since_ms` bigint(20) NOT NULL DEFAULT 0,
  PRIMARY KEY (`user_id`),
  UNIQUE KEY `users_name_key` (`name_key`),
  KEY `users_display_name` (`display_name_key`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin ROW_FORMAT=DYNAMIC;
