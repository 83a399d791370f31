import { EntitySchema } from 'typeorm';
import type { MemberRecord } from '../conversations.ts';
import { type ColumnTypes, count, id, text } from './columns.ts';

const PRIMARY_KEY = { primary: true, primaryKeyConstraintName: 'members_pkey' };

export function membersEntity(types: ColumnTypes) {
  return new EntitySchema<MemberRecord>({
    name: 'member',
    tableName: 'members',
    withoutRowid: true,
    columns: {
      conversationId: { ...id('conversation_id', types), ...PRIMARY_KEY },
      userId: { ...id('user_id', types), ...PRIMARY_KEY },
      role: text('role'),
      visibleFromSeq: count('visible_from_seq', types),
      deliveredSeq: count('delivered_seq', types),
      readSeq: count('read_seq', types),
      joinedAtMs: count('joined_at_ms', types),
    },
    indices: [
      { name: 'members_user', columns: ['userId'] },
      { name: 'members_joined', columns: ['conversationId', 'joinedAtMs', 'userId'] },
    ],
  });
}
