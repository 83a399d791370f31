import type { ConversationId, UserId } from '@parley/core';
import type { PoolConnection } from 'mysql2/promise';
import type { Change, Changed, ConversationRecord, MemberRecord } from '../conversations.ts';
import { conversationNotFound } from '../sql/errors.ts';
import { isId } from '../sql/ids.ts';
import { planChange } from '../sql/plan-change.ts';
import { lockConversations, membersOfPairs } from './rows.ts';
import { deleteMembers, insertEvents, insertMembers, updateRoles } from './write-change.ts';

/** Inside a transaction. The lock of the conversation makes changes and appends take turns. */
export async function changeConversation(
  connection: PoolConnection,
  conversationId: ConversationId,
  userIds: readonly UserId[],
  decide: (conversation: ConversationRecord, members: ReadonlyMap<UserId, MemberRecord>) => Change,
): Promise<Changed> {
  const ids = isId(conversationId) ? [conversationId] : [];
  const before = (await lockConversations(connection, ids)).get(conversationId);
  if (!before) throw conversationNotFound(conversationId);

  const pairs = userIds.filter(isId).map(userId => ({ conversationId, userId }));
  const members = [...(await membersOfPairs(connection, pairs)).values()];
  const byUser = new Map(members.map(member => [member.userId, member]));
  const plan = planChange(before, decide(before, byUser));

  const { conversation, events } = plan;
  conversation.memberCount -= await deleteMembers(connection, conversationId, plan.remove);
  conversation.memberCount += await insertMembers(connection, plan.add);
  await updateRoles(connection, conversationId, plan.roles);
  await insertEvents(connection, events);
  const { title, memberCount, membersSeq, lastSeq, lastEventAtMs } = conversation;
  await connection.execute(
    `UPDATE conversations
     SET title = ?, member_count = ?, members_seq = ?, last_seq = ?, last_event_at_ms = ?
     WHERE conversation_id = ?`,
    [title, memberCount, membersSeq, lastSeq, lastEventAtMs, conversationId],
  );
  return { conversation, events };
}
