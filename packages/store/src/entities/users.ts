import { EntitySchema } from 'typeorm';
import type { UserRecord } from '../accounts.ts';
import { type ColumnTypes, count, countFromZero, id, key, text, word } from './columns.ts';

export interface UserRow extends UserRecord {
  /** The folded name: what is unique and what a search compares. */
  nameKey: string;
  displayNameKey: string;
  /** `auto`, or what the person has chosen over it. */
  presenceMode: string;
  /** 0: never. */
  lastSeenAtMs: number;
  /** 0: is no admin. */
  adminSinceMs: number;
}

export function usersEntity(types: ColumnTypes) {
  return new EntitySchema<UserRow>({
    name: 'user',
    tableName: 'users',
    columns: {
      userId: { ...id('user_id', types), primary: true, primaryKeyConstraintName: 'users_pkey' },
      name: text('name'),
      nameKey: { ...key('name_key', types), select: false },
      displayName: text('display_name'),
      displayNameKey: { ...key('display_name_key', types), select: false },
      passwordHash: text('password_hash'),
      createdAtMs: count('created_at_ms', types),
      presenceMode: { ...word('presence_mode', types), default: 'auto', select: false },
      lastSeenAtMs: { ...countFromZero('last_seen_at_ms', types), select: false },
      adminSinceMs: { ...countFromZero('admin_since_ms', types), select: false },
    },
    uniques: [{ name: 'users_name_key', columns: ['nameKey'] }],
    indices: [{ name: 'users_display_name', columns: ['displayNameKey'] }],
  });
}
