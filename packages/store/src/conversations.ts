import type { ConversationId, UserId } from '@parley/core';
import type { EventDraft, EventRecord } from './event-log.ts';

export type ConversationKind = 'direct' | 'group' | 'room' | 'world' | 'inbox';
export type MemberRole = 'owner' | 'admin' | 'member';

export interface ConversationRecord {
  conversationId: ConversationId;
  kind: ConversationKind;
  /** Unique where not null: `direct:<lower id>:<higher id>` makes one conversation per pair. */
  key: string | null;
  title: string | null;
  epoch: number;
  lastSeq: number;
  memberCount: number;
  /** The seq of the last change of members; 0 when there was none. Everything after it has the members of now. */
  membersSeq: number;
  createdAtMs: number;
  lastEventAtMs: number;
}

export interface MemberRecord {
  conversationId: ConversationId;
  userId: UserId;
  role: MemberRole;
  /** The first seq that this member may see. */
  visibleFromSeq: number;
  /** Both begin at the end of the log as it was: what came before somebody joined is not unread. */
  deliveredSeq: number;
  readSeq: number;
  joinedAtMs: number;
}

/** A conversation and the part that a user has in it. */
export interface OwnConversation {
  conversation: ConversationRecord;
  member: MemberRecord;
}

/** How far a member is in a log. */
export interface MemberPosition {
  conversationId: ConversationId;
  userId: UserId;
  deliveredSeq: number;
  readSeq: number;
}

export interface NewConversation {
  conversation: Omit<
    ConversationRecord,
    'lastSeq' | 'memberCount' | 'membersSeq' | 'lastEventAtMs'
  >;
  members: readonly { userId: UserId; role: MemberRole }[];
  /** The first events of the log. */
  events: readonly EventDraft[];
}

/**
 * What a change does to a conversation, decided on the rows as they are under the lock. It removes,
 * then adds, then gives roles.
 */
export interface Change {
  title?: string;
  /** Who is a member already stays as is. `visibleFromSeq` counts from before the change's own events. */
  add?: readonly { userId: UserId; role: MemberRole; visibleFromSeq: number }[];
  remove?: readonly UserId[];
  /** New roles of members. */
  roles?: readonly { userId: UserId; role: MemberRole }[];
  events: readonly EventDraft[];
}

export interface Changed {
  conversation: ConversationRecord;
  events: EventRecord[];
}

/** A page by position: rows after `cursor` (from the page before), `limit` at the most. */
export interface PageRequest {
  cursor?: string | undefined;
  limit: number;
}
export interface Page<T> {
  items: T[];
  nextCursor?: string | undefined;
}

/** Conversations and who is in them: the projections of the logs. */
export interface ConversationStore {
  find(
    conversationIds: readonly ConversationId[],
  ): Promise<Map<ConversationId, ConversationRecord>>;
  findByKey(key: string): Promise<ConversationRecord | undefined>;
  /** With its members and first events, at once. If the key is taken, resolves to what is there. */
  create(fresh: NewConversation): Promise<{ created: boolean } & Changed>;
  /**
   * Changes a conversation and appends the events that say so, in one transaction under the
   * conversation's lock. `decide` sees the conversation and the membership of `userIds`; what it
   * throws undoes everything and is thrown on. Must be synchronous.
   * @throws ParleyError `not_found`.
   */
  change(
    conversationId: ConversationId,
    userIds: readonly UserId[],
    decide: (
      conversation: ConversationRecord,
      members: ReadonlyMap<UserId, MemberRecord>,
    ) => Change,
  ): Promise<Changed>;
  /** Memberships by pair, in order; undefined for who is not a member. */
  memberships(
    pairs: readonly { conversationId: ConversationId; userId: UserId }[],
  ): Promise<(MemberRecord | undefined)[]>;
  /** By the time of joining. */
  members(conversationId: ConversationId, page: PageRequest): Promise<Page<MemberRecord>>;
  /**
   * All conversations of these users with the own membership, without paging and in no order: for the
   * hello. Who has none is not in the map. Read in one statement: what is said of members is never older
   * than the conversation's `membersSeq` beside it.
   */
  ofUsers(userIds: readonly UserId[]): Promise<Map<UserId, OwnConversation[]>>;
  /** Conversations of one kind (rooms to join), oldest first. */
  listKind(kind: ConversationKind, page: PageRequest): Promise<Page<ConversationRecord>>;
  /** All members of these conversations, in no order: for small ones. */
  membersOf(conversationIds: readonly ConversationId[]): Promise<MemberRecord[]>;
  /**
   * Moves positions; each only grows and never passes `lastSeq`. 0 leaves one as it is. Resolves to
   * those that moved, as they are now.
   */
  mark(positions: readonly MemberPosition[]): Promise<MemberPosition[]>;
}
