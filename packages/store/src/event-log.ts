import type { ConversationId, ErrorCode, MessageId, UserId } from '@parley/core';
import type { ConversationKind, ConversationRecord } from './conversations.ts';

/** An event before it has its place. */
export interface EventDraft {
  messageId: MessageId;
  conversationId: ConversationId;
  senderId: UserId;
  /** The sender's own id for it, unique for good per sender; null for what the server writes. */
  clientId: string | null;
  type: string;
  /** JSON; two drafts of one clientId are the same if conversation, type and this are equal. */
  body: string;
  /** Moved up to the time of the event before it if it is earlier. */
  createdAtMs: number;
  /** Whom it mentions; each at most once. Not part of the event as it is read. */
  mentions?: readonly UserId[];
}

export interface EventRecord extends Omit<EventDraft, 'mentions'> {
  seq: number;
  /** Never earlier than that of the event before it. */
  createdAtMs: number;
}

/**
 * Whose drafts are written, by the kind of the conversation; a code is the answer to who is refused. It
 * is asked inside the transaction with the rows that hold there, and is data so that it can go there,
 * wherever the transaction runs.
 */
export type Admission = Readonly<Record<ConversationKind, Admitted>>;

interface Admitted {
  readonly members: 'admit' | ErrorCode;
  readonly others: 'admit' | ErrorCode;
}

export type AppendResult =
  /** `conversation` is as the whole batch leaves it, shared by all of its events there. */
  | { status: 'appended'; event: EventRecord; conversation: ConversationRecord }
  /** This clientId is there already with the same content: here is the first one. */
  | { status: 'duplicate'; event: EventRecord }
  /** This clientId is there already with other content. */
  | { status: 'conflict' }
  | { status: 'refused'; code: ErrorCode };

/** A stretch of a log that was committed and not yet handed to the queue. */
export interface UndispatchedRange {
  conversationId: ConversationId;
  /** The first and the last seq of it. */
  fromSeq: number;
  toSeq: number;
}

/** The events of a log after `afterSeq`, up to `toSeq`. */
export interface LogStretch {
  conversationId: ConversationId;
  afterSeq: number;
  toSeq: number;
}

/** What there is for somebody in a stretch of a log. */
export interface Unread {
  /** Messages of others. */
  messages: number;
  /** Those of them that mention the user. */
  mentions: number;
}

/** The logs themselves: append-only, gap-free, one order. */
export interface EventLog {
  /**
   * Group commit: one transaction for all drafts. Takes the row of each conversation, gives
   * accepted drafts the next `seq` in the order of the array, with times that never run backwards, inserts them and moves `lastSeq`.
   * Resolves after the commit with one result per draft, in order. A refused draft disturbs no other
   * one. An unknown conversation is refused with `not_found`. If it rejects, nothing was written;
   * only of a connection that broke while the commit was under way (`unavailable`) that is not known,
   * and the same clientIds sent again settle it.
   */
  append(drafts: readonly EventDraft[], admission: Admission): Promise<AppendResult[]>;
  /**
   * By rising seq: the first `limit` after `afterSeq`, or the last `limit` before `beforeSeq`.
   */
  read(
    conversationId: ConversationId,
    from: { afterSeq: number } | { beforeSeq: number },
    limit: number,
  ): Promise<EventRecord[]>;
  /** The newest event of each; a log without any is not in the map. */
  newest(conversationIds: readonly ConversationId[]): Promise<Map<ConversationId, EventRecord>>;
  /**
   * What there is for the user in these stretches; the caller bounds them. Of one log at most one. What
   * is not in the map has nothing.
   */
  countUnread(
    userId: UserId,
    stretches: readonly LogStretch[],
  ): Promise<Map<ConversationId, Unread>>;
  /**
   * Moves the outbox's watermark up to `seq`; never back. With `fromSeq` (the first seq that was
   * dispatched) only if the watermark stands at `fromSeq - 1` or later: what another writer committed
   * before and has not dispatched yet must not be passed over.
   */
  markDispatched(
    heads: readonly { conversationId: ConversationId; fromSeq?: number; seq: number }[],
  ): Promise<void>;
  /** What was committed before `committedBeforeMs` and has not been dispatched. */
  undispatched(committedBeforeMs: number, limit: number): Promise<UndispatchedRange[]>;
  /**
   * The logs are not what clients know them to be (a backup was restored): gives each another epoch,
   * `atLeast` or one above the present one, whichever is higher. Resolves to how many there were.
   */
  raiseEpochs(atLeast: number, conversationIds: readonly ConversationId[] | 'all'): Promise<number>;
}
