import type { ConversationId, UserId } from '@parley/core';
import type { PoolClient } from 'pg';
import type { Change, Changed, ConversationRecord, MemberRecord } from '../conversations.ts';
import { conversationNotFound } from '../sql/errors.ts';
import { isId } from '../sql/ids.ts';
import { planChange } from '../sql/plan-change.ts';
import { lockConversations, membersOfPairs } from './rows.ts';
import { deleteMembers, insertEvents, insertMembers, updateRoles } from './write-change.ts';

/** Inside a transaction. The lock of the conversation makes changes and appends take turns. */
export async function changeConversation(
  client: PoolClient,
  conversationId: ConversationId,
  userIds: readonly UserId[],
  decide: (conversation: ConversationRecord, members: ReadonlyMap<UserId, MemberRecord>) => Change,
): Promise<Changed> {
  const ids = isId(conversationId) ? [conversationId] : [];
  const before = (await lockConversations(client, ids)).get(conversationId);
  if (!before) throw conversationNotFound(conversationId);

  const pairs = userIds.filter(isId).map(userId => ({ conversationId, userId }));
  const members = [...(await membersOfPairs(client, pairs)).values()];
  const byUser = new Map(members.map(member => [member.userId, member]));
  const plan = planChange(before, decide(before, byUser));

  const { conversation, events } = plan;
  conversation.memberCount -= await deleteMembers(client, conversationId, plan.remove);
  conversation.memberCount += await insertMembers(client, plan.add);
  await updateRoles(client, conversationId, plan.roles);
  await insertEvents(client, events);
  const { title, memberCount, membersSeq, lastSeq, lastEventAtMs } = conversation;
  await client.query(
    `UPDATE conversations
     SET title = $2, member_count = $3, members_seq = $4, last_seq = $5, last_event_at_ms = $6
     WHERE conversation_id = $1`,
    [conversationId, title, memberCount, membersSeq, lastSeq, lastEventAtMs],
  );
  return { conversation, events };
}
