import type { ConversationId, UserId } from '@parley/core';
import type { Database, Statement } from 'better-sqlite3';
import type {
  ConversationRecord,
  MemberPosition,
  MemberRecord,
  MemberRole,
} from '../conversations.ts';
import type { MentionRow } from '../entities/mentions.ts';
import type { EventRecord } from '../event-log.ts';
import type { DispatchedRange } from '../sql/merge-dispatched.ts';
import {
  CONVERSATION_COLUMNS,
  EVENT_COLUMNS,
  MEMBER_COLUMNS,
  POSITION_COLUMNS,
  type RawConversation,
  type RawEvent,
  type RawMember,
  type RawPosition,
  toConversation,
  toEvent,
  toMember,
  toPosition,
} from '../sql/rows.ts';

export type Statements = ReturnType<typeof prepareStatements>;

/**
 * The prepared statements of what is hot or needs a transaction. Each runs to its end in the call:
 * transactions made of them never interleave with anything else in this process. An id must be one
 * (`isId`): it is bound as a number.
 */
export function prepareStatements(handle: Database) {
  const conversation = handle.prepare<[number], RawConversation>(
    `SELECT ${CONVERSATION_COLUMNS} FROM conversations WHERE conversation_id = ?`,
  );
  const conversationByKey = handle.prepare<[string | null], RawConversation>(
    `SELECT ${CONVERSATION_COLUMNS} FROM conversations WHERE unique_key = ?`,
  );
  const member = handle.prepare<[number, number], RawMember>(
    `SELECT ${MEMBER_COLUMNS} FROM members WHERE conversation_id = ? AND user_id = ?`,
  );
  const event = handle.prepare<[number, string], RawEvent>(
    `SELECT ${EVENT_COLUMNS} FROM events WHERE sender_id = ? AND client_id = ?`,
  );
  const insertEvent = handle.prepare(
    `INSERT INTO events (${EVENT_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertMention = handle.prepare<[number, number, number]>(
    'INSERT INTO mentions (user_id, conversation_id, seq) VALUES (?, ?, ?)',
  );
  const insertConversation = handle.prepare(
    `INSERT INTO conversations (${CONVERSATION_COLUMNS}, dispatched_seq)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0) ON CONFLICT DO NOTHING`,
  );
  const insertMember = handle.prepare(
    `INSERT INTO members (${MEMBER_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  const deleteMember = handle.prepare<[number, number]>(
    'DELETE FROM members WHERE conversation_id = ? AND user_id = ?',
  );
  const updateRole = handle.prepare<[string, number, number]>(
    'UPDATE members SET role = ? WHERE conversation_id = ? AND user_id = ?',
  );
  const moveHead = handle.prepare<[number, number, number]>(
    'UPDATE conversations SET last_seq = ?, last_event_at_ms = ? WHERE conversation_id = ?',
  );
  const updateConversation = handle.prepare(
    `UPDATE conversations
     SET title = ?, member_count = ?, members_seq = ?, last_seq = ?, last_event_at_ms = ?
     WHERE conversation_id = ?`,
  );
  const movePosition = handle.prepare<[Record<string, number>], RawPosition>(
    `UPDATE members SET
       delivered_seq = max(delivered_seq, min(@deliveredSeq, head.last_seq)),
       read_seq = max(read_seq, min(@readSeq, head.last_seq))
     FROM (SELECT last_seq FROM conversations WHERE conversation_id = @conversationId) AS head
     WHERE conversation_id = @conversationId AND user_id = @userId
       AND (delivered_seq < min(@deliveredSeq, head.last_seq)
         OR read_seq < min(@readSeq, head.last_seq))
     RETURNING ${POSITION_COLUMNS}`,
  );
  const moveDispatched = handle.prepare(
    `UPDATE conversations SET dispatched_seq = min(@toSeq, last_seq)
     WHERE conversation_id = @conversationId
       AND dispatched_seq >= @fromSeq - 1 AND dispatched_seq < @toSeq`,
  );

  return {
    conversation: (id: ConversationId) => first(conversation, toConversation, Number(id)),
    conversationByKey: (key: string | null) => first(conversationByKey, toConversation, key),
    member: (conversationId: ConversationId, userId: UserId) =>
      first(member, toMember, Number(conversationId), Number(userId)),
    event: (senderId: UserId, clientId: string) =>
      first(event, toEvent, Number(senderId), clientId),
    insertEvent: (e: EventRecord) => {
      const ids = [Number(e.messageId), Number(e.conversationId), e.seq, Number(e.senderId)];
      insertEvent.run(...ids, e.clientId, e.type, e.body, e.createdAtMs);
    },
    insertMention: ({ userId, conversationId, seq }: MentionRow) =>
      insertMention.run(Number(userId), Number(conversationId), seq),
    /** Whether there was none with this id or key. */
    insertConversation: (c: ConversationRecord) => {
      const numbers = [c.epoch, c.lastSeq, c.memberCount, c.membersSeq];
      const id = Number(c.conversationId);
      const times = [c.createdAtMs, c.lastEventAtMs];
      return insertConversation.run(id, c.kind, c.key, c.title, ...numbers, ...times).changes === 1;
    },
    /** How many it was: 0 or 1. */
    insertMember: (m: MemberRecord) => {
      const numbers = [m.visibleFromSeq, m.deliveredSeq, m.readSeq, m.joinedAtMs];
      const ids = [Number(m.conversationId), Number(m.userId)];
      return insertMember.run(...ids, m.role, ...numbers).changes;
    },
    /** How many it was: 0 or 1. */
    deleteMember: (conversationId: ConversationId, userId: UserId) =>
      deleteMember.run(Number(conversationId), Number(userId)).changes,
    updateRole: (conversationId: ConversationId, userId: UserId, role: MemberRole) =>
      updateRole.run(role, Number(conversationId), Number(userId)),
    moveHead: (c: ConversationRecord) =>
      moveHead.run(c.lastSeq, c.lastEventAtMs, Number(c.conversationId)),
    updateConversation: (c: ConversationRecord) => {
      const numbers = [c.memberCount, c.membersSeq, c.lastSeq, c.lastEventAtMs];
      updateConversation.run(c.title, ...numbers, Number(c.conversationId));
    },
    /** Where it is now, if it has moved. */
    movePosition: ({ conversationId, userId, deliveredSeq, readSeq }: MemberPosition) =>
      first(movePosition, toPosition, {
        conversationId: Number(conversationId),
        userId: Number(userId),
        deliveredSeq,
        readSeq,
      }),
    moveDispatched: (range: DispatchedRange) =>
      moveDispatched.run({ ...range, conversationId: Number(range.conversationId) }),
  };
}

function first<Values extends unknown[], Row, Item>(
  statement: Statement<Values, Row>,
  toItem: (row: Row) => Item,
  ...values: Values
): Item | undefined {
  const row = statement.get(...values);
  return row === undefined ? undefined : toItem(row);
}
