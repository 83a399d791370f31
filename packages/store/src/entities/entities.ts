import type { ColumnTypes } from './columns.ts';
import { conversationsEntity } from './conversations.ts';
import { eventsEntity } from './events.ts';
import { membersEntity } from './members.ts';
import { mentionsEntity } from './mentions.ts';
import { sessionsEntity } from './sessions.ts';
import { usersEntity } from './users.ts';

export type Entities = ReturnType<typeof createEntities>;

/**
 * The tables as TypeORM sees them, for one data source. The migrations make them; a test compares
 * the two.
 */
export function createEntities(types: ColumnTypes) {
  return {
    users: usersEntity(types),
    sessions: sessionsEntity(types),
    conversations: conversationsEntity(types),
    members: membersEntity(types),
    events: eventsEntity(types),
    mentions: mentionsEntity(types),
  };
}
