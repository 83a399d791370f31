import type { Audience, Dispatch } from '@parley/contracts';
import type { ConversationRecord, EventRecord } from '@parley/store';
import { usersOfKey } from '../domain/conversation-key.ts';
import { encodeEvent } from './encode-event.ts';
import { subscriptionsOf } from './subscriptions.ts';

/** An event that is in the database and not yet on the queue. */
export interface Committed {
  event: EventRecord;
  conversation: Pick<ConversationRecord, 'kind' | 'key'>;
  committedAtMs: number;
  /** The seq of the last change of members before the event. */
  membersSeq: number;
}

/** What the sockets have to be told of a committed event. */
export function toDispatch({
  event,
  conversation,
  committedAtMs,
  membersSeq,
}: Committed): Dispatch {
  return {
    conversationId: event.conversationId,
    seq: event.seq,
    audience: audienceOf(conversation),
    event: encodeEvent(event),
    subscriptions: subscriptionsOf(event, conversation),
    committedAtMs,
    membersSeq,
  };
}

/** Who hears a conversation's events. */
function audienceOf(conversation: Pick<ConversationRecord, 'kind' | 'key'>): Audience {
  switch (conversation.kind) {
    case 'direct':
    case 'inbox':
      return { users: { userIds: usersOfKey(conversation.key) } };
    case 'group':
    case 'room':
      return { subscribers: true };
    case 'world':
      return { everyone: true };
    default:
      return conversation.kind satisfies never;
  }
}
