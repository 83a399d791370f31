import { EntitySchema } from 'typeorm';
import type { SessionRecord } from '../accounts.ts';
import { type ColumnTypes, count, id, text } from './columns.ts';

export function sessionsEntity(types: ColumnTypes) {
  return new EntitySchema<SessionRecord>({
    name: 'session',
    tableName: 'sessions',
    columns: {
      sessionId: {
        ...id('session_id', types),
        primary: true,
        primaryKeyConstraintName: 'sessions_pkey',
      },
      userId: id('user_id', types),
      deviceName: text('device_name'),
      refreshHash: text('refresh_hash'),
      refreshExpiresAtMs: count('refresh_expires_at_ms', types),
      createdAtMs: count('created_at_ms', types),
      lastSeenAtMs: count('last_seen_at_ms', types),
    },
    indices: [{ name: 'sessions_user', columns: ['userId'] }],
  });
}
