import type { ConversationId, UserId } from '@parley/core';
import type { ConversationStore, MemberRecord } from '@parley/store';

export interface CurrentMembers {
  /** The last change of members that is certainly in the answer; 0 for what does not exist. */
  membersSeq: number;
  members: MemberRecord[];
}

interface Ports {
  conversations: Pick<ConversationStore, 'find' | 'memberships'>;
}

/** Who of `userIds` is a member, for a connect node that has to know whom it may tell. */
export type ReadMembers = (
  conversationId: ConversationId,
  userIds: readonly UserId[],
) => Promise<CurrentMembers>;

export function readMembers({ conversations }: Ports): ReadMembers {
  return async (conversationId, userIds) => {
    // The row first: with a change in between, the members are newer than `membersSeq` says, never older.
    const found = await conversations.find([conversationId]);
    const pairs = userIds.map(userId => ({ conversationId, userId }));
    const members = await conversations.memberships(pairs);
    return {
      membersSeq: found.get(conversationId)?.membersSeq ?? 0,
      members: members.filter(member => member !== undefined),
    };
  };
}
