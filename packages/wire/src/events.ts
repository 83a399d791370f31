import type { ConversationId, MessageId, UserId } from '@parley/core';

/** Users that one message may mention. */
export const MAX_MENTIONS = 50;

/** What a message says. Kinds with attachments are added here and nowhere else. */
export interface TextBody {
  kind: 'text';
  /** 1 … `limits.textChars` characters. */
  text: string;
  /** Whom it is meant for in particular: at most `MAX_MENTIONS` users, each once. */
  mentions?: UserId[];
}
export type MessageBody = TextBody;

interface EventBase {
  conversationId: ConversationId;
  /** 1, 2, 3 … without a gap in each conversation. */
  seq: number;
  messageId: MessageId;
  /** Who did it. */
  senderId: UserId;
  /** By the server's clock; never earlier than the event before it. */
  createdAtMs: number;
}

/** Somebody wrote something. `clientId` is the sender's own id for it, unique for good. */
export interface MessageEvent extends EventBase {
  type: 'message';
  clientId: string;
  body: MessageBody;
}
/** The conversation began; `userIds` are its first members. */
export interface CreatedEvent extends EventBase {
  type: 'created';
  body: { userIds: UserId[]; title: string | null };
}
export interface MembersAddedEvent extends EventBase {
  type: 'members-added';
  body: { userIds: UserId[] };
}
/** They left, or the sender removed them. */
export interface MembersRemovedEvent extends EventBase {
  type: 'members-removed';
  body: { userIds: UserId[] };
}

/** One entry of a conversation's log, as every client sees it. */
export type LogEvent = MessageEvent | CreatedEvent | MembersAddedEvent | MembersRemovedEvent;
export type LogEventType = LogEvent['type'];
