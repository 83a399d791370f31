import { type ConversationId, type UserId, WORLD_ID } from '@parley/core';
import type {
  ConversationRecord,
  ConversationStore,
  MemberRecord,
  OwnConversation,
} from '@parley/store';
import { batchAsker } from './batching/batch-asker.ts';
import { type Access, requireMember, worldMember } from './domain/access.ts';

/**
 * The conversation and the caller's part in it, for what needs to be a member.
 * @throws ParleyError `not_found`, `not_a_member` (see `requireMember`).
 */
export type FindAccess = (conversationId: ConversationId, userId: UserId) => Promise<Access>;

export interface Lookups {
  conversation(conversationId: ConversationId): Promise<ConversationRecord | undefined>;
  member(conversationId: ConversationId, userId: UserId): Promise<MemberRecord | undefined>;
  access: FindAccess;
  /** All of a user's conversations and the world channel, in no order. */
  everythingOf(userId: UserId): Promise<Access[]>;
}

/** Reads by id; those of one turn of the event loop share a query. */
export function createLookups(
  conversations: Pick<ConversationStore, 'find' | 'memberships' | 'ofUsers'>,
): Lookups {
  const askConversation = batchAsker<ConversationId, ConversationRecord | undefined>(async ids => {
    const found = await conversations.find([...new Set(ids)]);
    return ids.map(id => found.get(id));
  });
  const askMember = batchAsker<
    { conversationId: ConversationId; userId: UserId },
    MemberRecord | undefined
  >(pairs => conversations.memberships(pairs));

  const askOwn = batchAsker<UserId, OwnConversation[]>(async userIds => {
    const found = await conversations.ofUsers(userIds);
    return userIds.map(userId => found.get(userId) ?? []);
  });

  return {
    conversation: askConversation,
    member: (conversationId, userId) => askMember({ conversationId, userId }),
    access: async (conversationId, userId) => {
      const [conversation, member] = await Promise.all([
        askConversation(conversationId),
        askMember({ conversationId, userId }),
      ]);
      return requireMember(conversation, member, userId);
    },
    everythingOf: async userId => {
      const [own, world] = await Promise.all([askOwn(userId), askConversation(WORLD_ID)]);
      return world ? [...own, { conversation: world, member: worldMember(world, userId) }] : own;
    },
  };
}
