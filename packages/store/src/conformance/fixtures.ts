import { type ConversationId, Snowflake, type UserId } from '@parley/core';
import type { SessionRecord, UserRecord } from '../accounts.ts';
import type { MemberRole, NewConversation, OwnConversation } from '../conversations.ts';
import type { Admission, AppendResult, EventDraft } from '../event-log.ts';
import type { Store } from '../store.ts';

const ids = new Snowflake(0);

/** Ids are never used twice, so that all tests can share a database. */
export const nextId = (): string => ids.next();
export const nextIds = (count: number): string[] => Array.from({ length: count }, nextId);

/** An id that nothing has. */
export const NO_ONE = '9007199254740991';
/** Rounded to a double it would be another id. */
export const NOT_AN_ID = '9007199254740993';

export function user(name: string, fields: Partial<UserRecord> = {}): UserRecord {
  return {
    userId: nextId(),
    name,
    displayName: `The ${name}`,
    passwordHash: '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA',
    createdAtMs: 1_790_000_000_123,
    ...fields,
  };
}

export function session(fields: Partial<SessionRecord> = {}): SessionRecord {
  return {
    sessionId: nextId(),
    userId: nextId(),
    deviceName: 'Firefox on Debian',
    refreshHash: 'ab'.repeat(32),
    refreshExpiresAtMs: 1_800_000_000_000,
    createdAtMs: 1_790_000_000_123,
    lastSeenAtMs: 1_790_000_000_456,
    ...fields,
  };
}

export function draft(
  conversationId: ConversationId,
  senderId: UserId,
  fields: Partial<EventDraft> = {},
): EventDraft {
  const messageId = nextId();
  return {
    messageId,
    conversationId,
    senderId,
    clientId: `c-${messageId}`,
    type: 'message',
    body: '{"kind":"text","text":"hi"}',
    createdAtMs: 1_790_000_000_000,
    ...fields,
  };
}

export function newConversation(
  members: readonly (UserId | { userId: UserId; role: MemberRole })[],
  fields: Partial<NewConversation['conversation']> = {},
): NewConversation {
  return {
    conversation: {
      conversationId: nextId(),
      kind: 'group',
      key: null,
      title: 'Friends',
      epoch: 1,
      createdAtMs: 1_780_000_000_000,
      ...fields,
    },
    members: members.map(member =>
      typeof member === 'string' ? { userId: member, role: 'member' } : member,
    ),
    events: [],
  };
}

/** A conversation with `size` members and an empty log. */
export async function group(
  store: Store,
  size = 2,
): Promise<{ conversationId: ConversationId; members: [UserId, UserId, ...UserId[]] }> {
  const members: [UserId, UserId, ...UserId[]] = [nextId(), nextId(), ...nextIds(size - 2)];
  const fresh = newConversation(members);
  await store.conversations.create(fresh);
  return { conversationId: fresh.conversation.conversationId, members };
}

/** All conversations of one user. */
export async function ofUser(store: Store, userId: UserId): Promise<OwnConversation[]> {
  return (await store.conversations.ofUsers([userId])).get(userId) ?? [];
}

export const admitAll: Admission = admissionOfEveryKind({ members: 'admit', others: 'admit' });
export const admitMembers: Admission = admissionOfEveryKind({
  members: 'admit',
  others: 'not_a_member',
});

function admissionOfEveryKind(answers: Admission['group']): Admission {
  return { direct: answers, group: answers, room: answers, world: answers, inbox: answers };
}

/** The seq of each result; undefined for what is neither appended nor a duplicate. */
export function seqs(results: readonly AppendResult[]): (number | undefined)[] {
  return results.map(result => ('event' in result ? result.event.seq : undefined));
}

/** A text that is hard to keep: composed and not, four bytes, quotes, separators of arrays. */
export const HARD_TEXT = 'Zoë Zoe\u0308 👩‍👩‍👧 {"a","b"} \'\\N\' NULL\n\t%_';
