import type { Clock, UserId } from '@parley/core';
import type { AccountStore, ConversationStore } from '@parley/store';
import { createDirect } from '../create-direct.ts';
import { directKey } from '../domain/conversation-key.ts';
import { checkId } from '../domain/ids.ts';
import { requireUsers } from '../domain/require-users.ts';
import type { Session } from '../tokens/authenticate.ts';
import type { ConversationDescription } from '../views/describe-conversations.ts';
import type { GetConversation } from './get-conversation.ts';

interface Ports {
  conversations: Pick<ConversationStore, 'create' | 'findByKey'>;
  accounts: Pick<AccountStore, 'findByIds'>;
  getConversation: GetConversation;
  nextId: () => string;
  clock: Clock;
}

/**
 * The one conversation of two people, made when it is first asked for; with oneself it is for notes.
 * Its log begins with the first message: nobody is told of a conversation in which nothing was said.
 * @throws ParleyError `invalid_request`, `not_found`.
 */
export type OpenDirect = (session: Session, peerId: UserId) => Promise<ConversationDescription>;

export function openDirect(ports: Ports): OpenDirect {
  const { conversations, accounts } = ports;
  return async (session, peerId) => {
    const { userId } = session;
    checkId('userId', peerId);
    const key = directKey(userId, peerId);
    const existing = await conversations.findByKey(key);
    if (existing) return ports.getConversation(session, existing.conversationId);

    await requireUsers(accounts, 'userId', [peerId]);
    const conversation = await createDirect(ports, userId, peerId);
    return ports.getConversation(session, conversation.conversationId);
  };
}
