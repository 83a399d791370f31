import type { ConversationId, UserId } from '@parley/core';
import type { Database } from 'better-sqlite3';
import type {
  Change,
  Changed,
  ConversationRecord,
  ConversationStore,
  MemberRecord,
  NewConversation,
} from '../conversations.ts';
import { conversationIdTaken, conversationNotFound } from '../sql/errors.ts';
import { isId } from '../sql/ids.ts';
import { planChange, planCreate } from '../sql/plan-change.ts';
import type { Statements } from './statements.ts';

type Decide = (
  conversation: ConversationRecord,
  members: ReadonlyMap<UserId, MemberRecord>,
) => Change;

/** Each write is one transaction that runs to its end in the call. */
export function createConversationWrites(
  handle: Database,
  statements: Statements,
): Pick<ConversationStore, 'create' | 'change' | 'memberships'> {
  const create = handle.transaction((fresh: NewConversation): { created: boolean } & Changed => {
    const { conversation, add, events } = planCreate(fresh);
    if (!statements.insertConversation(conversation)) {
      const existing = statements.conversationByKey(conversation.key);
      if (!existing) throw conversationIdTaken(conversation.conversationId);
      return { created: false, conversation: existing, events: [] };
    }
    for (const member of add) statements.insertMember(member);
    for (const event of events) statements.insertEvent(event);
    return { created: true, conversation, events };
  });

  const change = handle.transaction(
    (conversationId: ConversationId, userIds: readonly UserId[], decide: Decide): Changed => {
      const before = isId(conversationId) ? statements.conversation(conversationId) : undefined;
      if (!before) throw conversationNotFound(conversationId);
      const members = new Map<UserId, MemberRecord>();
      for (const userId of userIds.filter(isId)) {
        const member = statements.member(conversationId, userId);
        if (member) members.set(userId, member);
      }
      const plan = planChange(before, decide(before, members));
      const { conversation, events } = plan;
      for (const userId of plan.remove) {
        conversation.memberCount -= statements.deleteMember(conversationId, userId);
      }
      for (const member of plan.add) conversation.memberCount += statements.insertMember(member);
      for (const { userId, role } of plan.roles)
        statements.updateRole(conversationId, userId, role);
      for (const event of events) statements.insertEvent(event);
      statements.updateConversation(conversation);
      return { conversation, events };
    },
  );

  return {
    create: async fresh => create.immediate(fresh),
    change: async (conversationId, userIds, decide) =>
      change.immediate(conversationId, userIds, decide),
    memberships: async pairs =>
      pairs.map(({ conversationId, userId }) =>
        isId(conversationId) && isId(userId)
          ? statements.member(conversationId, userId)
          : undefined,
      ),
  };
}
