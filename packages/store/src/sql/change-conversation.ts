import type { ConversationId, UserId } from '@parley/core';
import type {
  Change,
  Changed,
  ConversationRecord,
  MemberRecord,
  MemberRole,
} from '../conversations.ts';
import type { AppendSteps } from './append.ts';
import type { CreateSteps } from './create-conversation.ts';
import { conversationNotFound } from './errors.ts';
import { isId } from './ids.ts';
import { planChange } from './plan-change.ts';
import { toConversation, toMember } from './rows.ts';

/** What a change does in its transaction, each database in its own words. */
export interface ChangeSteps
  extends Pick<AppendSteps, 'lockConversations' | 'membersOfPairs'>,
    Pick<CreateSteps, 'insertMembers' | 'insertEvents'> {
  /** How many were members. */
  deleteMembers(conversationId: ConversationId, userIds: readonly UserId[]): Promise<number>;
  updateRoles(
    conversationId: ConversationId,
    roles: readonly { userId: UserId; role: MemberRole }[],
  ): Promise<void>;
  /** The title, the counts and the head. */
  updateConversation(conversation: ConversationRecord): Promise<void>;
}

/** Inside a transaction. The lock of the conversation makes changes and appends take turns. */
export async function changeConversation(
  steps: ChangeSteps,
  conversationId: ConversationId,
  userIds: readonly UserId[],
  decide: (conversation: ConversationRecord, members: ReadonlyMap<UserId, MemberRecord>) => Change,
): Promise<Changed> {
  const [row] = isId(conversationId) ? await steps.lockConversations([conversationId]) : [];
  if (!row) throw conversationNotFound(conversationId);
  const before = toConversation(row);

  const pairs = userIds.filter(isId).map(userId => ({ conversationId, userId }));
  const members = pairs.length > 0 ? (await steps.membersOfPairs(pairs)).map(toMember) : [];
  const byUser = new Map(members.map(member => [member.userId, member]));
  const plan = planChange(before, decide(before, byUser));

  const { conversation, events, remove, add, roles } = plan;
  if (remove.length > 0) {
    conversation.memberCount -= await steps.deleteMembers(conversationId, remove);
  }
  if (add.length > 0) conversation.memberCount += await steps.insertMembers(add);
  if (roles.length > 0) await steps.updateRoles(conversationId, roles);
  if (events.length > 0) await steps.insertEvents(events);
  await steps.updateConversation(conversation);
  return { conversation, events };
}
