import type { ConversationId, UserId } from '@parley/core';
import type { PoolConnection, RowDataPacket } from 'mysql2/promise';
import type { ConversationRecord, MemberRecord } from '../conversations.ts';
import { byId } from '../sql/ids.ts';
import {
  CONVERSATION_COLUMNS,
  MEMBER_COLUMNS,
  type RawConversation,
  type RawMember,
  toConversation,
  toMember,
} from '../sql/rows.ts';
import type { Session } from './session.ts';

/**
 * The rows, locked until the transaction ends. In the order of the ids: two transactions that want
 * the same rows then never wait for each other in a circle. Every id must be one (`isId`).
 */
export async function lockConversations(
  connection: PoolConnection,
  conversationIds: readonly ConversationId[],
): Promise<Map<ConversationId, ConversationRecord>> {
  const wanted = JSON.stringify([...new Set(conversationIds)].sort(byId));
  const [rows] = await connection.execute<(RawConversation & RowDataPacket)[]>(LOCK, [wanted]);
  return new Map(rows.map(row => [String(row.conversation_id), toConversation(row)]));
}

/** The memberships that exist, by `conversationId userId`. Every id must be one (`isId`). */
export async function membersOfPairs(
  session: Session,
  pairs: readonly { conversationId: ConversationId; userId: UserId }[],
): Promise<Map<string, MemberRecord>> {
  const wanted = JSON.stringify(pairs.map(pair => [pair.conversationId, pair.userId]));
  const [rows] = await session.execute<(RawMember & RowDataPacket)[]>(MEMBERS, [wanted]);
  return new Map(rows.map(row => [`${row.conversation_id} ${row.user_id}`, toMember(row)]));
}

/**
 * JSON_TABLE makes one text of what has any number of values, so that it can be prepared. STRAIGHT_JOIN
 * goes through them in their order, with one lookup in the index for each.
 */
const LOCK = `SELECT ${CONVERSATION_COLUMNS}
  FROM JSON_TABLE(?, '$[*]' COLUMNS (id bigint PATH '$')) AS wanted
    STRAIGHT_JOIN conversations ON conversation_id = wanted.id
  FOR UPDATE`;

const MEMBERS = `SELECT ${MEMBER_COLUMNS}
  FROM JSON_TABLE(?, '$[*]' COLUMNS (conversation bigint PATH '$[0]', user bigint PATH '$[1]')) AS pair
    STRAIGHT_JOIN members ON conversation_id = pair.conversation AND user_id = pair.user`;
