import type { Clock, ConversationId, UserId } from '@parley/core';
import type { EventDraft } from '@parley/store';
import type { CreatedEvent, LogEvent, MembersAddedEvent, MembersRemovedEvent } from '@parley/wire';

export interface DraftPorts {
  nextId: () => string;
  clock: Clock;
}

type MembershipEvent = CreatedEvent | MembersAddedEvent | MembersRemovedEvent;
/** What a membership event says, with its type. */
type Said = {
  [E in MembershipEvent as E['type']]: Pick<E, 'type' | 'body'>;
}[MembershipEvent['type']];

/** The draft of an event about who is in a conversation. */
export function draftMembership(
  ports: DraftPorts,
  conversationId: ConversationId,
  senderId: UserId,
  said: Said,
): EventDraft {
  return {
    messageId: ports.nextId(),
    conversationId,
    senderId,
    clientId: null,
    type: said.type,
    body: JSON.stringify(said.body),
    createdAtMs: ports.clock.nowMs(),
  };
}

/** The draft of a message; `body` is JSON that `CheckBody` has made. */
export function draftMessage(
  { nextId, clock }: DraftPorts,
  conversationId: ConversationId,
  senderId: UserId,
  clientId: string,
  body: string,
  mentions: readonly UserId[],
): EventDraft {
  const type = 'message' satisfies LogEvent['type'];
  const createdAtMs = clock.nowMs();
  const messageId = nextId();
  return { messageId, conversationId, senderId, clientId, type, body, createdAtMs, mentions };
}
