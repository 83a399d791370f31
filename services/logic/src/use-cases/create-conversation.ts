import { type Clock, invalid, ParleyError, type UserId } from '@parley/core';
import type { AccountStore, ConversationStore } from '@parley/store';
import type { Announce } from '../change-conversation.ts';
import { checkIds } from '../domain/ids.ts';
import { checkTitle } from '../domain/labels.ts';
import { draftMembership } from '../domain/log-drafts.ts';
import { requireUsers } from '../domain/require-users.ts';
import type { LogicOptions } from '../options.ts';
import type { Session } from '../tokens/authenticate.ts';
import type { ConversationDescription } from '../views/describe-conversations.ts';
import type { GetConversation } from './get-conversation.ts';

export interface CreateInput {
  kind: string;
  title: string;
  /** Besides the creator. */
  memberIds: readonly UserId[];
}

interface Ports {
  conversations: Pick<ConversationStore, 'create'>;
  accounts: Pick<AccountStore, 'findByIds'>;
  announce: Announce;
  getConversation: GetConversation;
  nextId: () => string;
  clock: Clock;
  options: Pick<LogicOptions, 'limits'>;
}

/**
 * Makes a group or a room; the creator owns it. Its log begins with `created`.
 * @throws ParleyError `invalid_request`, `not_found` (a member), `limit_reached`.
 */
export type CreateConversation = (
  session: Session,
  input: CreateInput,
) => Promise<ConversationDescription>;

export function createConversation(ports: Ports): CreateConversation {
  const { conversations, announce, options, nextId, clock } = ports;
  return async (session, input) => {
    const { userId } = session;
    const kind = checkKind(input.kind);
    const title = checkTitle(input.title, options.limits);
    const { groupMembers } = options.limits;
    const others = checkIds('memberIds', input.memberIds, groupMembers).filter(id => id !== userId);
    if (kind === 'group' && others.length + 1 > groupMembers) throw groupIsFull(groupMembers);
    await requireUsers(ports.accounts, 'memberIds', others);

    const conversationId = nextId();
    const userIds = [userId, ...others];
    const changed = await conversations.create({
      conversation: {
        conversationId,
        kind,
        key: null,
        title,
        epoch: 1,
        createdAtMs: clock.nowMs(),
      },
      members: userIds.map(id => ({ userId: id, role: id === userId ? 'owner' : 'member' })),
      events: [
        draftMembership(ports, conversationId, userId, {
          type: 'created',
          body: { userIds, title },
        }),
      ],
    });
    announce(changed, 0);
    return ports.getConversation(session, conversationId);
  };
}

function checkKind(kind: string): 'group' | 'room' {
  if (kind !== 'group' && kind !== 'room') throw invalid('kind', kind, '"group" or "room"');
  return kind;
}

export function groupIsFull(groupMembers: number): ParleyError {
  return new ParleyError('limit_reached', `A group has at most ${groupMembers} members.`, {
    field: 'memberIds',
    expected: `at most ${groupMembers} members`,
  });
}
