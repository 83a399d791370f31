import { EntitySchema } from 'typeorm';
import type { EventRecord } from '../event-log.ts';
import { type ColumnTypes, count, id, key, longText, text } from './columns.ts';

export function eventsEntity(types: ColumnTypes) {
  return new EntitySchema<EventRecord>({
    name: 'event',
    tableName: 'events',
    columns: {
      messageId: {
        ...id('message_id', types),
        primary: true,
        primaryKeyConstraintName: 'events_pkey',
      },
      conversationId: id('conversation_id', types),
      seq: count('seq', types),
      senderId: id('sender_id', types),
      clientId: { ...key('client_id', types, 128), nullable: true },
      type: text('type'),
      body: longText('body', types),
      createdAtMs: count('created_at_ms', types),
    },
    uniques: [
      { name: 'events_place', columns: ['conversationId', 'seq'] },
      { name: 'events_client_id', columns: ['senderId', 'clientId'] },
    ],
  });
}
