import { invalid, type UserId } from '@parley/core';
import type {
  Change,
  Changed,
  ConversationRecord,
  MemberRecord,
  MemberRole,
  NewConversation,
} from '../conversations.ts';
import type { EventDraft } from '../event-log.ts';
import { requireId } from './ids.ts';
import { placeNext } from './plan-append.ts';
import { requireStorable } from './text.ts';

/** What a change or a creation writes. The rows are written in the order of the fields. */
export interface ChangePlan extends Changed {
  remove: UserId[];
  /** Each at most once; who is a member already stays as is. */
  add: MemberRecord[];
  roles: { userId: UserId; role: MemberRole }[];
}

/**
 * A conversation that begins: its first members see all of it. `memberCount` is right as it is, for
 * nobody was a member before.
 *
 * @throws ParleyError `invalid_request`.
 */
export function planCreate(fresh: NewConversation): ChangePlan {
  const { conversationId, kind, key, title, epoch, createdAtMs } = fresh.conversation;
  requireId('conversationId', conversationId);
  if (key !== null) requireStorable('key', key);
  if (title !== null) requireStorable('title', title);
  const conversation: ConversationRecord = {
    conversationId,
    kind,
    key,
    title,
    epoch,
    createdAtMs,
    lastSeq: 0,
    memberCount: 0,
    membersSeq: 0,
    lastEventAtMs: createdAtMs,
  };
  const events = place(conversation, fresh.events);
  const add = fresh.members.map(({ userId, role }) =>
    newMember(conversation, { userId, role, visibleFromSeq: 1 }, 0, createdAtMs),
  );
  const plan = { remove: [], add: onePerUser(add), roles: [], events, conversation };
  conversation.memberCount = plan.add.length;
  conversation.membersSeq = conversation.lastSeq;
  return plan;
}

/**
 * What `change` means for the rows. `memberCount` is still the old one: only the database knows how
 * many of `remove` were there and how many of `add` were not.
 *
 * @throws ParleyError `invalid_request`.
 */
export function planChange(before: Readonly<ConversationRecord>, change: Change): ChangePlan {
  const conversation = { ...before };
  if (change.title !== undefined) conversation.title = requireStorable('title', change.title);
  const events = place(conversation, change.events);
  const add = (change.add ?? []).map(member =>
    // The head's time after the change never goes back, whatever the clocks of the writers.
    newMember(conversation, member, before.lastSeq, conversation.lastEventAtMs),
  );
  const remove = (change.remove ?? []).map(userId => requireId('remove.userId', userId));
  const roles = (change.roles ?? []).map(({ userId, role }) => ({
    userId: requireId('roles.userId', userId),
    role,
  }));
  // The last of the events says so, and holds for the members as they are after it.
  if (add.length + remove.length > 0 && events.length > 0) {
    conversation.membersSeq = conversation.lastSeq;
  }
  return { remove: [...new Set(remove)], add: onePerUser(add), roles, events, conversation };
}

/** Positions begin at the head: what was said before somebody joined is not unread to them. */
function newMember(
  { conversationId }: ConversationRecord,
  { userId, role, visibleFromSeq }: { userId: UserId; role: MemberRole; visibleFromSeq: number },
  headSeq: number,
  joinedAtMs: number,
): MemberRecord {
  requireId('member.userId', userId);
  const positions = { visibleFromSeq, deliveredSeq: headSeq, readSeq: headSeq };
  return { conversationId, userId, role, ...positions, joinedAtMs };
}

function onePerUser(members: readonly MemberRecord[]): MemberRecord[] {
  const first = new Map<UserId, MemberRecord>();
  for (const member of members) if (!first.has(member.userId)) first.set(member.userId, member);
  return [...first.values()];
}

function place(conversation: ConversationRecord, drafts: readonly EventDraft[]) {
  return drafts.map(draft => {
    requireId('event.messageId', draft.messageId);
    requireId('event.senderId', draft.senderId);
    requireStorable('event.body', draft.body);
    if (draft.conversationId !== conversation.conversationId) {
      throw invalid('event.conversationId', draft.conversationId, conversation.conversationId);
    }
    return placeNext(conversation, draft);
  });
}
