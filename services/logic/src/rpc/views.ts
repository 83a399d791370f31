import type {
  Conversation,
  Head,
  HeadsReply,
  Member,
  Membership,
  SignedIn,
  User,
} from '@parley/contracts';
import type { MemberRecord, Unread, UserRecord } from '@parley/store';
import { encodeEvent } from '../dispatch/encode-event.ts';
import type { Access } from '../domain/access.ts';
import type { HeadComparison } from '../domain/compare-heads.ts';
import type { SignedIn as SignedInView } from '../tokens/session-tokens.ts';
import type { MemberDescription } from '../use-cases/list-members.ts';
import type { ConversationDescription } from '../views/describe-conversations.ts';

/** What others may know of a user: never the hash. */
export function toUser({ userId, name, displayName, createdAtMs }: UserRecord): User {
  return { userId, name, displayName, createdAtMs };
}

export function toSignedIn({ user, ...session }: SignedInView): SignedIn {
  return { user: toUser(user), ...session };
}

export function toConversation(description: ConversationDescription): Conversation {
  const { conversation, own, peer, lastEvent, unread } = description;
  return {
    conversationId: conversation.conversationId,
    kind: conversation.kind,
    title: conversation.title ?? '',
    epoch: conversation.epoch,
    lastSeq: conversation.lastSeq,
    memberCount: conversation.memberCount,
    createdAtMs: conversation.createdAtMs,
    lastEventAtMs: conversation.lastEventAtMs,
    peer: peer && toUser(peer),
    own: own && toMembership(own, unread),
    lastEvent: lastEvent && encodeEvent(lastEvent),
  };
}

function toMembership(member: MemberRecord, unread: Unread): Membership {
  const { role, visibleFromSeq, deliveredSeq, readSeq } = member;
  const counts = { unreadCount: unread.messages, mentionCount: unread.mentions };
  return { role, visibleFromSeq, deliveredSeq, readSeq, ...counts };
}

export function toMember({ member, user }: MemberDescription): Member {
  const { role, joinedAtMs, deliveredSeq, readSeq } = member;
  return { user: toUser(user), role, joinedAtMs, deliveredSeq, readSeq };
}

export function toHeads({ heads, gone, upToId }: HeadComparison): HeadsReply {
  return { heads: heads.map(toHead), gone, upToId };
}

function toHead({ conversation, member }: Access): Head {
  const { conversationId, kind, lastSeq, epoch } = conversation;
  const { visibleFromSeq, deliveredSeq, readSeq } = member;
  return { conversationId, kind, lastSeq, visibleFromSeq, epoch, deliveredSeq, readSeq };
}
