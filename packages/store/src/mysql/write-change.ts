import type { ConversationId, UserId } from '@parley/core';
import type { PoolConnection, ResultSetHeader } from 'mysql2/promise';
import type { MemberRecord, MemberRole } from '../conversations.ts';
import type { EventRecord } from '../event-log.ts';
import { EVENT_COLUMNS, MEMBER_COLUMNS } from '../sql/rows.ts';
import { membersOfPairs } from './rows.ts';

/** The single writes that creations, changes and appends are made of; nothing is sent for nothing to write. */

/** One statement for all rows: `VALUES ?` takes an array of rows. */
export async function insertEvents(
  connection: PoolConnection,
  events: readonly EventRecord[],
): Promise<void> {
  if (events.length === 0) return;
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
}

/** How many were not members yet. Nobody else adds any: the caller holds the conversation's lock. */
export async function insertMembers(
  connection: PoolConnection,
  members: readonly MemberRecord[],
): Promise<number> {
  if (members.length === 0) return 0;
  const there = await membersOfPairs(connection, members);
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
}

/** How many were members. */
export async function deleteMembers(
  connection: PoolConnection,
  conversationId: ConversationId,
  userIds: readonly UserId[],
): Promise<number> {
  if (userIds.length === 0) return 0;
  const [{ affectedRows }] = await connection.query<ResultSetHeader>(
    'DELETE FROM members WHERE conversation_id = ? AND user_id IN (?)',
    [conversationId, userIds],
  );
  return affectedRows;
}

export async function updateRoles(
  connection: PoolConnection,
  conversationId: ConversationId,
  roles: readonly { userId: UserId; role: MemberRole }[],
): Promise<void> {
  for (const { userId, role } of roles) {
    await connection.execute(
      'UPDATE members SET role = ? WHERE conversation_id = ? AND user_id = ?',
      [role, conversationId, userId],
    );
  }
}
