import type { ConversationId, UserId } from '@parley/core';
import { EntitySchema } from 'typeorm';
import { type ColumnTypes, count, id } from './columns.ts';

/** A message of this place in the log mentions the user. */
export interface MentionRow {
  userId: UserId;
  conversationId: ConversationId;
  seq: number;
}

const PRIMARY_KEY = { primary: true, primaryKeyConstraintName: 'mentions_pkey' };

export function mentionsEntity(types: ColumnTypes) {
  return new EntitySchema<MentionRow>({
    name: 'mention',
    tableName: 'mentions',
    withoutRowid: true,
    columns: {
      userId: { ...id('user_id', types), ...PRIMARY_KEY },
      conversationId: { ...id('conversation_id', types), ...PRIMARY_KEY },
      seq: { ...count('seq', types), ...PRIMARY_KEY },
    },
  });
}
