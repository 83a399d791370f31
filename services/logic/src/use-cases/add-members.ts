import { type ConversationId, invalid, ParleyError, type UserId } from '@parley/core';
import type { AccountStore } from '@parley/store';
import type { ChangeConversation } from '../change-conversation.ts';
import { requireMember } from '../domain/access.ts';
import { checkId, checkIds } from '../domain/ids.ts';
import { type DraftPorts, draftMembership } from '../domain/log-drafts.ts';
import { requireUsers } from '../domain/require-users.ts';
import { mayAdd } from '../domain/roles.ts';
import type { LogicOptions } from '../options.ts';
import type { Session } from '../tokens/authenticate.ts';
import { groupIsFull } from './create-conversation.ts';

interface Ports extends DraftPorts {
  accounts: Pick<AccountStore, 'findByIds'>;
  changeConversation: ChangeConversation;
  options: Pick<LogicOptions, 'limits'>;
}

/**
 * Brings people into a group. They see its log from here on, beginning with the event that says so.
 * Who is in already stays as is.
 * @throws ParleyError `invalid_request`, `not_found` (the group or a user), `not_a_member`, `forbidden`,
 *   `limit_reached`.
 */
export type AddMembers = (
  session: Session,
  conversationId: ConversationId,
  userIds: readonly UserId[],
) => Promise<void>;

export function addMembers(ports: Ports): AddMembers {
  const { groupMembers } = ports.options.limits;
  return async ({ userId }, conversationId, given) => {
    checkId('conversationId', conversationId);
    const userIds = checkIds('userIds', given, groupMembers);
    if (userIds.length === 0) throw invalid('userIds', given, 'at least one id');
    await requireUsers(ports.accounts, 'userIds', userIds);

    const concerned = [userId, ...userIds.filter(id => id !== userId)];
    await ports.changeConversation(conversationId, concerned, (conversation, members) => {
      const { member } = requireMember(conversation, members.get(userId), userId);
      if (conversation.kind !== 'group') throw onlyGroups();
      if (!mayAdd(member.role)) throw mayNotAdd();
      const fresh = userIds.filter(id => !members.has(id));
      if (fresh.length === 0) return { events: [] };
      if (conversation.memberCount + fresh.length > groupMembers) throw groupIsFull(groupMembers);
      const visibleFromSeq = conversation.lastSeq + 1;
      return {
        add: fresh.map(id => ({ userId: id, role: 'member', visibleFromSeq })),
        events: [
          draftMembership(ports, conversationId, userId, {
            type: 'members-added',
            body: { userIds: fresh },
          }),
        ],
      };
    });
  };
}

function onlyGroups(): ParleyError {
  return new ParleyError('forbidden', 'People can be added to groups only; rooms are joined.');
}

function mayNotAdd(): ParleyError {
  return new ParleyError('forbidden', 'Only the owner and admins may add people.');
}
