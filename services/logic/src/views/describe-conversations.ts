import type { ConversationId, UserId } from '@parley/core';
import type {
  AccountStore,
  ConversationRecord,
  ConversationStore,
  EventLog,
  EventRecord,
  MemberRecord,
  Unread,
  UserRecord,
} from '@parley/store';
import { hasSubscribers } from '@parley/wire';
import { peerOf } from '../domain/conversation-key.ts';
import { unreadStretch } from '../domain/unread.ts';

/** A conversation as one user sees it. */
export interface ConversationDescription {
  conversation: ConversationRecord;
  /** Undefined for who is not a member. */
  own: MemberRecord | undefined;
  /** The other one of a direct conversation. */
  peer: UserRecord | undefined;
  /** The newest event; never told to who is not a member. */
  lastEvent: EventRecord | undefined;
  unread: Unread;
}

export interface Row {
  conversation: ConversationRecord;
  member: MemberRecord | undefined;
}

export type DescribeConversations = (
  userId: UserId,
  rows: readonly Row[],
) => Promise<ConversationDescription[]>;

interface Ports {
  log: Pick<EventLog, 'newest' | 'countUnread'>;
  accounts: Pick<AccountStore, 'findByIds'>;
  conversations: Pick<ConversationStore, 'memberships'>;
}

/**
 * Adds newest event, peer and what is unread to conversations, in four queries at most, however many
 * there are.
 */
export function conversationDescriber(ports: Ports): DescribeConversations {
  const { log, accounts, conversations } = ports;

  /**
   * Asked after the events were read, where members come and go: who was removed meanwhile may not see
   * those that came then.
   */
  const visibleTo = async (
    userId: UserId,
    rows: readonly Row[],
    newest: ReadonlyMap<ConversationId, EventRecord>,
  ) => {
    const visible = new Map(newest);
    const pairs = rows.flatMap(({ conversation: { conversationId, kind } }) =>
      hasSubscribers(kind) && newest.has(conversationId) ? [{ conversationId, userId }] : [],
    );
    const members = pairs.length > 0 ? await conversations.memberships(pairs) : [];
    for (const [i, { conversationId }] of pairs.entries()) {
      const fromSeq = members[i]?.visibleFromSeq ?? Number.POSITIVE_INFINITY;
      if ((newest.get(conversationId)?.seq ?? 0) < fromSeq) visible.delete(conversationId);
    }
    return visible;
  };

  return async (userId, rows) => {
    const readable = rows.filter(({ member }) => member !== undefined);
    const peerIds = rows.flatMap(({ conversation }) => peerIdOf(conversation, userId) ?? []);
    const stretches = rows.flatMap(({ conversation, member }) =>
      member ? (unreadStretch({ conversation, member }) ?? []) : [],
    );
    const [found, peers, unread] = await Promise.all([
      log.newest(readable.map(({ conversation }) => conversation.conversationId)),
      accounts.findByIds([...new Set(peerIds)]),
      log.countUnread(userId, stretches),
    ]);
    const newest = await visibleTo(userId, readable, found);
    return rows.map(({ conversation, member }) => {
      const peerId = peerIdOf(conversation, userId);
      return {
        conversation,
        own: member,
        peer: peerId === undefined ? undefined : peers.get(peerId),
        lastEvent: newest.get(conversation.conversationId),
        unread: unread.get(conversation.conversationId) ?? NOTHING,
      };
    });
  };
}

const NOTHING: Unread = { messages: 0, mentions: 0 };

function peerIdOf(conversation: ConversationRecord, userId: UserId): UserId | undefined {
  return conversation.kind === 'direct' ? peerOf(conversation.key, userId) : undefined;
}
