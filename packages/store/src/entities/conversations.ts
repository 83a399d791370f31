import { EntitySchema } from 'typeorm';
import type { ConversationRecord } from '../conversations.ts';
import { type ColumnTypes, count, id, key, text } from './columns.ts';

export interface ConversationRow extends ConversationRecord {
  /** The outbox's watermark: up to here the log was handed to the queue. */
  dispatchedSeq: number;
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
      kind: text('kind'),
      key: { ...key('unique_key', types), nullable: true },
      title: { ...text('title'), nullable: true },
      epoch: count('epoch', types),
      lastSeq: count('last_seq', types),
      dispatchedSeq: { ...count('dispatched_seq', types), select: false },
      memberCount: count('member_count', types),
      createdAtMs: count('created_at_ms', types),
      lastEventAtMs: count('last_event_at_ms', types),
    },
    uniques: [{ name: 'conversations_unique_key', columns: ['key'] }],
    indices: [
      { name: 'conversations_kind', columns: ['kind', 'createdAtMs', 'conversationId'] },
      {
        // Holds only what waits for the queue, so it stays small whatever the number of logs.
        name: 'conversations_undispatched',
        columns: ['lastEventAtMs'],
        where: 'dispatched_seq < last_seq',
      },
    ],
  });
}
