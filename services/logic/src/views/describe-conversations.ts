import type { UserId } from '@parley/core';
import type {
  AccountStore,
  ConversationRecord,
  EventLog,
  EventRecord,
  MemberRecord,
  UserRecord,
} from '@parley/store';
import { peerOf } from '../domain/conversation-key.ts';

/** A conversation as one user sees it. */
export interface ConversationDescription {
  conversation: ConversationRecord;
  /** Undefined for who is not a member. */
  own: MemberRecord | undefined;
  /** The other one of a direct conversation. */
  peer: UserRecord | undefined;
  /** The newest event; never told to who is not a member. */
  lastEvent: EventRecord | undefined;
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
  log: Pick<EventLog, 'newest'>;
  accounts: Pick<AccountStore, 'findByIds'>;
}

/** Adds newest event and peer to conversations, in two queries however many there are. */
export function conversationDescriber({ log, accounts }: Ports): DescribeConversations {
  return async (userId, rows) => {
    const readable = rows.filter(({ member }) => member !== undefined);
    const peerIds = rows.flatMap(({ conversation }) => peerIdOf(conversation, userId) ?? []);
    const [newest, peers] = await Promise.all([
      log.newest(readable.map(({ conversation }) => conversation.conversationId)),
      accounts.findByIds([...new Set(peerIds)]),
    ]);
    return rows.map(({ conversation, member }) => {
      const peerId = peerIdOf(conversation, userId);
      return {
        conversation,
        own: member,
        peer: peerId === undefined ? undefined : peers.get(peerId),
        lastEvent: newest.get(conversation.conversationId),
      };
    });
  };
}

function peerIdOf(conversation: ConversationRecord, userId: UserId): UserId | undefined {
  return conversation.kind === 'direct' ? peerOf(conversation.key, userId) : undefined;
}
