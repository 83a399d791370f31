import { type ConversationId, type UserId, WORLD_ID } from '@parley/core';
import type { ConversationRecord, ConversationStore, MemberRecord } from '@parley/store';
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

  const askEverything = batchAsker<UserId, Access[]>(async userIds => {
    const [own, heads] = await Promise.all([
      conversations.ofUsers(userIds),
      conversations.find([WORLD_ID]),
    ]);
    const world = heads.get(WORLD_ID);
    return userIds.map(userId => {
      const all: Access[] = own.get(userId) ?? [];
      return world ? [...all, { conversation: world, member: worldMember(world, userId) }] : all;
    });
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
    everythingOf: askEverything,
  };
}
