import type { PoolConnection, ResultSetHeader } from 'mysql2/promise';
import type { EventRecord } from '../event-log.ts';
import { byPair } from '../sql/memberships.ts';
import { CONVERSATION_COLUMNS, EVENT_COLUMNS, MEMBER_COLUMNS } from '../sql/rows.ts';
import type { WritingSteps } from '../sql/transactional-writes.ts';
import { mysqlFault } from './fault.ts';
import { readingSteps } from './reading-steps.ts';

/** `VALUES ?` takes an array of rows: one statement for all. */
export function writingSteps(connection: PoolConnection): WritingSteps {
  const insertEvents = async (events: readonly EventRecord[]) => {
    const rows = events.map(e => [
      e.messageId,
      e.conversationId,
      e.seq,
      e.senderId,
      e.clientId,
      e.type,
      e.body,
      e.createdAtMs,
    ]);
    await connection.query(`INSERT INTO events (${EVENT_COLUMNS}) VALUES ?`, [rows]);
  };

  return {
    insertEvents,

    async writeAppend({ events, mentions, grown }) {
      await insertEvents(events);
      const heads = [...grown.values()].map(c => [c.conversationId, c.lastSeq, c.lastEventAtMs]);
      await connection.execute(MOVE_HEADS, [JSON.stringify(heads)]);
      if (mentions.length === 0) return;
      const rows = mentions.map(m => [m.userId, m.conversationId, m.seq]);
      await connection.query(MENTION, [rows]);
    },

    async insertConversation(conversation) {
      const { conversationId, kind, key, title, epoch } = conversation;
      const { lastSeq, memberCount, membersSeq, createdAtMs, lastEventAtMs } = conversation;
      const numbers = [epoch, lastSeq, memberCount, membersSeq, createdAtMs, lastEventAtMs];
      try {
        await connection.query(INSERT_CONVERSATION, [
          [conversationId, kind, key, title, ...numbers, 0],
        ]);
        return true;
      } catch (error) {
        // The statement alone is undone; the transaction goes on.
        if (mysqlFault(error)?.kind === 'not_unique') return false;
        throw error;
      }
    },

    // Nobody else adds any meanwhile: the caller holds the conversation's lock.
    async insertMembers(members) {
      const there = byPair(await readingSteps(connection).membersOfPairs(members));
      const missing = members.filter(m => !there.has(`${m.conversationId} ${m.userId}`));
      if (missing.length === 0) return 0;
      const rows = missing.map(m => [
        m.conversationId,
        m.userId,
        m.role,
        m.visibleFromSeq,
        m.deliveredSeq,
        m.readSeq,
        m.joinedAtMs,
      ]);
      await connection.query(`INSERT INTO members (${MEMBER_COLUMNS}) VALUES ?`, [rows]);
      return missing.length;
    },

    async deleteMembers(conversationId, userIds) {
      const [{ affectedRows }] = await connection.query<ResultSetHeader>(
        'DELETE FROM members WHERE conversation_id = ? AND user_id IN (?)',
        [conversationId, userIds],
      );
      return affectedRows;
    },

    async updateRoles(conversationId, roles) {
      for (const { userId, role } of roles) {
        await connection.execute(
          'UPDATE members SET role = ? WHERE conversation_id = ? AND user_id = ?',
          [role, conversationId, userId],
        );
      }
    },

    async updateConversation(conversation) {
      const { conversationId, title, memberCount, membersSeq, lastSeq, lastEventAtMs } =
        conversation;
      await connection.execute(
        `UPDATE conversations
         SET title = ?, member_count = ?, members_seq = ?, last_seq = ?, last_event_at_ms = ?
         WHERE conversation_id = ?`,
        [title, memberCount, membersSeq, lastSeq, lastEventAtMs, conversationId],
      );
    },
  };
}

const INSERT_CONVERSATION = `INSERT INTO conversations (${CONVERSATION_COLUMNS}, dispatched_seq) VALUES (?)`;

const MOVE_HEADS = `UPDATE
    JSON_TABLE(?, '$[*]' COLUMNS (id bigint PATH '$[0]', seq bigint PATH '$[1]', at_ms bigint PATH '$[2]'))
      AS head
    STRAIGHT_JOIN conversations ON conversation_id = head.id
  SET last_seq = head.seq, last_event_at_ms = head.at_ms`;

const MENTION = 'INSERT INTO mentions (user_id, conversation_id, seq) VALUES ?';
