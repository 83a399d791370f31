import type { ConversationId, SessionId, UserId } from '@parley/core';
import type { LogEvent } from './events.ts';
import type { ConversationKind } from './frames.ts';
import type { PresenceMode } from './signals.ts';

/** A person, as others see them. */
export interface UserView {
  userId: UserId;
  name: string;
  displayName: string;
  createdAtMs: number;
}

/** The caller's own account. */
export interface MeView extends UserView {
  presenceMode: PresenceMode;
}

/** The answer to register, sign in and refresh. The refresh token is good once. */
export interface SignedInView {
  user: UserView;
  sessionId: SessionId;
  accessToken: string;
  accessExpiresAtMs: number;
  refreshToken: string;
  refreshExpiresAtMs: number;
}

/** One of the user's signed-in devices. */
export interface SessionView {
  sessionId: SessionId;
  deviceName: string;
  createdAtMs: number;
  lastSeenAtMs: number;
  current: boolean;
}

export type MemberRole = 'owner' | 'admin' | 'member';

/** Counts of what is unread look at this many events after the read position. */
export const UNREAD_EVENTS = 1_000;

export interface ConversationView {
  conversationId: ConversationId;
  kind: ConversationKind;
  /** null for a direct conversation: show the peer. */
  title: string | null;
  epoch: number;
  lastSeq: number;
  memberCount: number;
  createdAtMs: number;
  lastEventAtMs: number;
  /** The other person of a direct conversation; oneself in the notes to oneself. */
  peer: UserView | null;
  /** null for who is not a member (a room in the list of rooms). */
  own: {
    role: MemberRole;
    visibleFromSeq: number;
    deliveredSeq: number;
    readSeq: number;
    /**
     * Messages of others, up to `lastSeq`, among the first `UNREAD_EVENTS` events that the user has not
     * read. Behind these there may be more: show `+` if `lastSeq` is further away than that.
     */
    unreadCount: number;
    /** Those of them that mention the user. */
    mentionCount: number;
  } | null;
  lastEvent: LogEvent | null;
}

export interface MemberView {
  user: UserView;
  role: MemberRole;
  joinedAtMs: number;
  deliveredSeq: number;
  readSeq: number;
}

/** A page of anything; ask again with `?cursor=` for the next one, until it is null. */
export interface PageView<T> {
  items: T[];
  nextCursor: string | null;
}

/** What could not be delivered, for admins; never what people wrote. */
export interface DeadLetterView {
  deadLetterId: string;
  partition: number;
  /** The last error, for a person. */
  reason: string;
  attempts: number;
  diedAtMs: number;
  bytes: number;
  /** `serverId`: the node that has not had it; empty when it is for all that it concerns. */
  dispatches: { conversationId: ConversationId; seq: number; serverId: string }[];
}

export interface DeadLetterPageView extends PageView<DeadLetterView> {
  /** How many there are, on all pages. */
  total: number;
}

/** `done` is less than `asked` when some did not exist. */
export interface DeadLetterOutcomeView {
  asked: number;
  done: number;
}

/** A page of a log, by rising seq. */
export interface EventsView {
  epoch: number;
  events: LogEvent[];
  hasMore: boolean;
}

/** The acknowledgement of a message: it is committed. */
export interface SentView {
  conversationId: ConversationId;
  seq: number;
  messageId: string;
  createdAtMs: number;
}
