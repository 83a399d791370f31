import {
  EntitySchema,
  type EntitySchemaColumnOptions,
  type EntitySchemaIndexOptions,
} from 'typeorm';
import type { ConversationRecord } from '../conversations.ts';
import { type ColumnTypes, count, countFromZero, id, key, text, word } from './columns.ts';

export interface ConversationRow extends ConversationRecord {
  /** The outbox's watermark: up to here the log was handed to the queue. */
  dispatchedSeq: number;
  /** `lastEventAtMs` while the log has something to hand over; where an index cannot say that itself. */
  undispatchedSinceMs?: number | null;
}

export function conversationsEntity(types: ColumnTypes) {
  return new EntitySchema<ConversationRow>({
    name: 'conversation',
    tableName: 'conversations',
    columns: {
      conversationId: {
        ...id('conversation_id', types),
        primary: true,
        primaryKeyConstraintName: 'conversations_pkey',
      },
      kind: word('kind', types),
      key: { ...key('unique_key', types), nullable: true },
      title: { ...text('title'), nullable: true },
      epoch: count('epoch', types),
      lastSeq: count('last_seq', types),
      dispatchedSeq: { ...count('dispatched_seq', types), select: false },
      memberCount: count('member_count', types),
      membersSeq: countFromZero('members_seq', types),
      createdAtMs: count('created_at_ms', types),
      lastEventAtMs: count('last_event_at_ms', types),
      ...(types.outbox === 'column' ? { undispatchedSinceMs: undispatchedSince(types) } : {}),
    },
    uniques: [{ name: 'conversations_unique_key', columns: ['key'] }],
    indices: [
      { name: 'conversations_kind', columns: ['kind', 'createdAtMs', 'conversationId'] },
      ...outboxIndex(types),
    ],
  });
}

function outboxIndex({ outbox }: ColumnTypes): EntitySchemaIndexOptions[] {
  const name = 'conversations_undispatched';
  switch (outbox) {
    case 'index':
      return [{ name, columns: ['lastEventAtMs'], where: 'dispatched_seq < last_seq' }];
    case 'column':
      return [{ name, columns: ['undispatchedSinceMs'] }];
    case 'table':
      return [];
  }
}

/** The expression is written as MariaDB gives it back. */
function undispatchedSince(types: ColumnTypes): EntitySchemaColumnOptions {
  return {
    ...count('undispatched_since_ms', types),
    nullable: true,
    select: false,
    insert: false,
    update: false,
    generatedType: 'STORED',
    asExpression: 'if(`dispatched_seq` < `last_seq`,`last_event_at_ms`,NULL)',
  };
}
