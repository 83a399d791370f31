import type { ConversationId } from '@parley/core';
import { conversationNotFound, requireMember } from '../domain/access.ts';
import { checkId } from '../domain/ids.ts';
import type { Lookups } from '../lookups.ts';
import type { Session } from '../tokens/authenticate.ts';
import type {
  ConversationDescription,
  DescribeConversations,
} from '../views/describe-conversations.ts';

interface Ports {
  lookups: Pick<Lookups, 'conversation' | 'member'>;
  describeConversations: DescribeConversations;
}

/**
 * One conversation as the caller sees it. A room is shown to everyone, its last event to members only.
 * @throws ParleyError `invalid_request`, `not_found`.
 */
export type GetConversation = (
  session: Session,
  conversationId: ConversationId,
) => Promise<ConversationDescription>;

export function getConversation({ lookups, describeConversations }: Ports): GetConversation {
  return async ({ userId }, conversationId) => {
    checkId('conversationId', conversationId);
    const [conversation, member] = await Promise.all([
      lookups.conversation(conversationId),
      lookups.member(conversationId, userId),
    ]);
    const row =
      conversation?.kind === 'room'
        ? { conversation, member }
        : requireMember(conversation, member, userId);
    const [description] = await describeConversations(userId, [row]);
    if (description === undefined) throw conversationNotFound();
    return description;
  };
}
