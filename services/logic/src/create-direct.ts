import type { Clock, UserId } from '@parley/core';
import type { ConversationRecord, ConversationStore } from '@parley/store';
import { directKey } from './domain/conversation-key.ts';

interface Ports {
  conversations: Pick<ConversationStore, 'create'>;
  nextId: () => string;
  clock: Clock;
}

/**
 * Makes the one conversation of two people, or finds the one that somebody else has made meanwhile. With
 * oneself it has one member. Its log begins empty.
 */
export async function createDirect(
  { conversations, nextId, clock }: Ports,
  one: UserId,
  other: UserId,
): Promise<ConversationRecord> {
  const { conversation } = await conversations.create({
    conversation: {
      conversationId: nextId(),
      kind: 'direct',
      key: directKey(one, other),
      title: null,
      epoch: 1,
      createdAtMs: clock.nowMs(),
    },
    members: [...new Set([one, other])].map(userId => ({ userId, role: 'member' })),
    events: [],
  });
  return conversation;
}
