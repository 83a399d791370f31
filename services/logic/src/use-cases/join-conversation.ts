import type { ConversationId, UserId } from '@parley/core';
import type { ChangeConversation } from '../change-conversation.ts';
import { conversationNotFound } from '../domain/access.ts';
import { checkId } from '../domain/ids.ts';
import { type DraftPorts, draftMembership } from '../domain/log-drafts.ts';

interface Ports extends DraftPorts {
  changeConversation: ChangeConversation;
}

/**
 * Brings somebody into a room by their own wish; the whole of its log can be seen. Who is in already
 * stays as is.
 * @throws ParleyError `invalid_request`, `not_found` (also for a group that one is not in).
 */
export type JoinConversation = (userId: UserId, conversationId: ConversationId) => Promise<void>;

export function joinConversation(ports: Ports): JoinConversation {
  return async (userId, conversationId) => {
    checkId('conversationId', conversationId);
    await ports.changeConversation(conversationId, [userId], (conversation, members) => {
      if (members.has(userId) || conversation.kind === 'world') return { events: [] };
      if (conversation.kind !== 'room') throw conversationNotFound();
      return {
        add: [{ userId, role: 'member', visibleFromSeq: 1 }],
        events: [
          draftMembership(ports, conversationId, userId, {
            type: 'members-added',
            body: { userIds: [userId] },
          }),
        ],
      };
    });
  };
}
