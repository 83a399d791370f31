import { type ErrorCode, ParleyError, type UserId } from '@parley/core';
import type { ConversationRecord, MemberRecord } from '@parley/store';

/** A conversation and the part that somebody has in it. */
export interface Access {
  conversation: ConversationRecord;
  member: MemberRecord;
}

/**
 * Whether somebody may read and write here. Everyone is a member of the world. That a room exists is
 * public, so who is not in it is told to join; a group or a direct conversation that one is not in
 * answers as if it did not exist.
 * @throws ParleyError `not_a_member`, `not_found`.
 */
export function requireMember(
  conversation: ConversationRecord | undefined,
  member: MemberRecord | undefined,
  userId: UserId,
): Access {
  if (conversation === undefined) throw conversationNotFound();
  if (conversation.kind === 'world') {
    return { conversation, member: worldMember(conversation, userId) };
  }
  if (member !== undefined) return { conversation, member };
  throw conversation.kind === 'room' ? refusal('not_a_member') : conversationNotFound();
}

/** The error for what a rule has answered by its code alone. */
export function refusal(code: ErrorCode): ParleyError {
  if (code === 'not_found') return conversationNotFound();
  if (code === 'not_a_member') {
    return new ParleyError(code, 'You are not in this room. Please join it first.');
  }
  return new ParleyError(code, 'This is not allowed here.');
}

/**
 * The part that everyone has in the world channel, of which no row exists: all of it can be seen and
 * nothing of it is ever unread.
 */
export function worldMember(world: ConversationRecord, userId: UserId): MemberRecord {
  return {
    conversationId: world.conversationId,
    userId,
    role: 'member',
    visibleFromSeq: 1,
    deliveredSeq: world.lastSeq,
    readSeq: world.lastSeq,
    joinedAtMs: world.createdAtMs,
  };
}

export function conversationNotFound(): ParleyError {
  return new ParleyError('not_found', 'There is no such conversation.', {
    field: 'conversationId',
    expected: 'a conversation that you are in, or a room',
  });
}
