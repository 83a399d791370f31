import type { Subscription } from '@parley/contracts';
import type { ConversationRecord, EventRecord } from '@parley/store';
import type { LogEventType } from '@parley/wire';

/**
 * Whose sockets start or stop hearing a conversation with this event. Derived from the event alone,
 * so that an event that is dispatched again says the same.
 */
export function subscriptionsOf(
  event: Pick<EventRecord, 'type' | 'body'>,
  conversation: Pick<ConversationRecord, 'kind'>,
): Subscription[] {
  if (conversation.kind !== 'group' && conversation.kind !== 'room') return [];
  const eventType = event.type as LogEventType;
  switch (eventType) {
    case 'created':
    case 'members-added':
      return userIdsOf(event.body).map(userId => ({ userId, subscribed: true }));
    case 'members-removed':
      return userIdsOf(event.body).map(userId => ({ userId, subscribed: false }));
    case 'message':
      return [];
    default:
      eventType satisfies never;
      // Of a newer version: during an upgrade an older one reads the log too.
      return [];
  }
}

/** Whether the event says that members have changed. */
export function changesMembers({ type }: Pick<EventRecord, 'type'>): boolean {
  return CHANGES.has(type);
}

const CHANGES: ReadonlySet<string> = new Set<LogEventType>([
  'created',
  'members-added',
  'members-removed',
]);

function userIdsOf(body: string): string[] {
  const { userIds } = JSON.parse(body) as { userIds: string[] };
  return userIds;
}
