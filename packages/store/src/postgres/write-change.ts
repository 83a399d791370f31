import type { ConversationId, UserId } from '@parley/core';
import type { PoolClient } from 'pg';
import type { MemberRecord, MemberRole } from '../conversations.ts';
import type { EventRecord } from '../event-log.ts';
import { EVENT_COLUMNS, MEMBER_COLUMNS } from '../sql/rows.ts';
import { unnestEvents, unnestMembers } from './unnest.ts';

/** The single writes that a creation and a change are made of; nothing is sent for nothing to write. */

export async function insertEvents(
  client: PoolClient,
  events: readonly EventRecord[],
): Promise<void> {
  if (events.length === 0) return;
  await client.query(
    `INSERT INTO events (${EVENT_COLUMNS})
     SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[],
       $5::text[], $6::text[], $7::text[], $8::bigint[])`,
    unnestEvents(events),
  );
}

/** How many were not members yet. */
export async function insertMembers(
  client: PoolClient,
  members: readonly MemberRecord[],
): Promise<number> {
  if (members.length === 0) return 0;
  const { rowCount } = await client.query(
    `INSERT INTO members (${MEMBER_COLUMNS})
     SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[],
       $5::bigint[], $6::bigint[], $7::bigint[])
     ON CONFLICT DO NOTHING`,
    unnestMembers(members),
  );
  return rowCount ?? 0;
}

/** How many were members. */
export async function deleteMembers(
  client: PoolClient,
  conversationId: ConversationId,
  userIds: readonly UserId[],
): Promise<number> {
  if (userIds.length === 0) return 0;
  const { rowCount } = await client.query(
    'DELETE FROM members WHERE conversation_id = $1 AND user_id = ANY($2::bigint[])',
    [conversationId, userIds],
  );
  return rowCount ?? 0;
}

export async function updateRoles(
  client: PoolClient,
  conversationId: ConversationId,
  roles: readonly { userId: UserId; role: MemberRole }[],
): Promise<void> {
  if (roles.length === 0) return;
  await client.query(
    `UPDATE members SET role = new.role
     FROM unnest($2::bigint[], $3::text[]) AS new (user_id, role)
     WHERE conversation_id = $1 AND members.user_id = new.user_id`,
    [conversationId, roles.map(({ userId }) => userId), roles.map(({ role }) => role)],
  );
}
