import type { Audience } from '@parley/contracts';
import type { UserId } from '@parley/core';
import type { ConversationRecord } from '@parley/store';
import { usersOfKey } from './conversation-key.ts';

type Kind = Pick<ConversationRecord, 'kind' | 'key' | 'memberCount'>;

/** Whether members are told how far the others are: in direct conversations and small groups. */
export function sharesPositions({ kind, memberCount }: Kind, receiptMembers: number): boolean {
  return kind === 'direct' || (kind === 'group' && memberCount <= receiptMembers);
}

/** Who is told that a member's position has moved: the others, and the member's own devices at least. */
export function positionAudience(
  conversation: Kind,
  userId: UserId,
  receiptMembers: number,
): Audience {
  if (!sharesPositions(conversation, receiptMembers)) return { users: { userIds: [userId] } };
  if (conversation.kind === 'group') return { subscribers: true };
  return { users: { userIds: usersOfKey(conversation.key) } };
}
