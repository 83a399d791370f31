import type { ConversationId } from '@parley/core';
import type { DataSource } from 'typeorm';
import type { Entities } from '../entities/entities.ts';
import type { EventLog, EventRecord } from '../event-log.ts';
import { chunks } from './by-id.ts';
import { countUnread } from './count-unread.ts';
import { isId } from './ids.ts';
import { requirePositive } from './require-positive.ts';
import { EVENT_COLUMNS, type RawEvent, toEvent } from './rows.ts';
import type { RunSql } from './run-sql.ts';

export type LogReads = Pick<EventLog, 'read' | 'newest' | 'countUnread' | 'undispatched'>;

const AFTER = `SELECT ${EVENT_COLUMNS} FROM events
  WHERE conversation_id = $1 AND seq > $2 ORDER BY seq LIMIT $3`;
const BEFORE = `SELECT ${EVENT_COLUMNS} FROM events
  WHERE conversation_id = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3`;

export function createLogReads(
  dataSource: DataSource,
  entities: Entities,
  runSql: RunSql,
): LogReads {
  const conversations = dataSource.getRepository(entities.conversations);
  const events = dataSource.getRepository(entities.events);
  return {
    // Every resuming client asks this of each of its logs: prepared.
    async read(conversationId, from, limit) {
      if (!isId(conversationId)) return [];
      const rows =
        'afterSeq' in from
          ? await runSql<RawEvent>(AFTER, [
              conversationId,
              from.afterSeq,
              requirePositive('limit', limit),
            ])
          : await runSql<RawEvent>(BEFORE, [
              conversationId,
              from.beforeSeq,
              requirePositive('limit', limit),
            ]);
      if ('beforeSeq' in from) rows.reverse();
      return rows.map(toEvent);
    },

    async newest(conversationIds) {
      const found = new Map<ConversationId, EventRecord>();
      for (const chunk of chunks([...new Set(conversationIds)].filter(isId))) {
        const heads = await events
          .createQueryBuilder('event')
          .innerJoin(
            entities.conversations.options.name,
            'conversation',
            'conversation.conversationId = event.conversationId AND conversation.lastSeq = event.seq',
          )
          .where('conversation.conversationId IN (:...chunk)', { chunk })
          .getMany();
        for (const event of heads) found.set(event.conversationId, event);
      }
      return found;
    },

    countUnread: (userId, stretches) => countUnread(runSql, userId, stretches),

    async undispatched(committedBeforeMs, limit) {
      const rows = await conversations
        .createQueryBuilder('conversation')
        .addSelect('conversation.dispatchedSeq')
        // As in the index's own condition, so that the index can serve it.
        .where('conversation.dispatchedSeq < conversation.lastSeq')
        .andWhere('conversation.lastEventAtMs < :committedBeforeMs', { committedBeforeMs })
        .orderBy('conversation.lastEventAtMs')
        .limit(requirePositive('limit', limit))
        .getMany();
      return rows.map(({ conversationId, dispatchedSeq, lastSeq }) => ({
        conversationId,
        fromSeq: dispatchedSeq + 1,
        toSeq: lastSeq,
      }));
    },
  };
}
