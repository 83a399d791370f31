import { type ConversationId, ParleyError, type UserId } from '@parley/core';
import type { ChangeConversation } from '../change-conversation.ts';
import { requireMember } from '../domain/access.ts';
import { checkId } from '../domain/ids.ts';
import { type DraftPorts, draftMembership } from '../domain/log-drafts.ts';
import { mayRemove } from '../domain/roles.ts';
import type { Session } from '../tokens/authenticate.ts';
import type { LeaveConversation } from './leave-conversation.ts';

interface Ports extends DraftPorts {
  changeConversation: ChangeConversation;
  leaveConversation: LeaveConversation;
}

/**
 * Takes somebody out of a group or room; oneself is leaving. They hear the event that says so and
 * nothing after it.
 * @throws ParleyError `invalid_request`, `not_found` (the conversation, or nobody there by that id),
 *   `not_a_member`, `forbidden`.
 */
export type RemoveMember = (
  session: Session,
  conversationId: ConversationId,
  targetId: UserId,
) => Promise<void>;

export function removeMember(ports: Ports): RemoveMember {
  return async (session, conversationId, targetId) => {
    const { userId } = session;
    checkId('conversationId', conversationId);
    checkId('userId', targetId);
    if (targetId === userId) return ports.leaveConversation(session, conversationId);

    await ports.changeConversation(conversationId, [userId, targetId], (conversation, members) => {
      const { member } = requireMember(conversation, members.get(userId), userId);
      if (conversation.kind !== 'group' && conversation.kind !== 'room') throw cannotRemove();
      const target = members.get(targetId);
      if (target === undefined) throw nobodyThere(targetId);
      if (!mayRemove(member.role, target.role)) throw mayNotRemove();
      return {
        remove: [targetId],
        events: [
          draftMembership(ports, conversationId, userId, {
            type: 'members-removed',
            body: { userIds: [targetId] },
          }),
        ],
      };
    });
  };
}

function cannotRemove(): ParleyError {
  return new ParleyError('forbidden', 'People can be removed from groups and rooms only.');
}

function mayNotRemove(): ParleyError {
  return new ParleyError(
    'forbidden',
    'The owner may remove others, admins may remove plain members.',
  );
}

function nobodyThere(userId: UserId): ParleyError {
  return new ParleyError('not_found', 'This user is not in the conversation.', {
    field: 'userId',
    value: userId,
    expected: 'the id of a member',
  });
}
