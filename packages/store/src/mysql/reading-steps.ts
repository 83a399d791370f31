import type { Pool, PoolConnection, RowDataPacket } from 'mysql2/promise';
import {
  CONVERSATION_COLUMNS,
  EVENT_COLUMNS,
  MEMBER_COLUMNS,
  type RawConversation,
  type RawEvent,
  type RawMember,
} from '../sql/rows.ts';
import type { ReadingSteps } from '../sql/transactional-writes.ts';

/** On the pool only what takes no lock. */
export function readingSteps(connection: Pool | PoolConnection): ReadingSteps {
  return {
    async lockConversations(conversationIds) {
      const wanted = JSON.stringify(conversationIds);
      const [rows] = await connection.execute<(RawConversation & RowDataPacket)[]>(LOCK, [wanted]);
      return rows;
    },

    async membersOfPairs(pairs) {
      const wanted = JSON.stringify(pairs.map(pair => [pair.conversationId, pair.userId]));
      const [rows] = await connection.execute<(RawMember & RowDataPacket)[]>(MEMBERS, [wanted]);
      return rows;
    },

    // Not by JSON_TABLE: its texts are of another collation, and such a comparison uses no index.
    async eventsByClientId(keys) {
      const pairs = keys.map(({ senderId, clientId }) => [senderId, clientId]);
      const [rows] = await connection.query<(RawEvent & RowDataPacket)[]>(EARLIER, [pairs]);
      return rows;
    },

    async conversationByKey(key) {
      const [[row]] = await connection.execute<(RawConversation & RowDataPacket)[]>(BY_KEY, [key]);
      return row;
    },
  };
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

const EARLIER = `SELECT ${EVENT_COLUMNS} FROM events FORCE INDEX (events_client_id)
  WHERE (sender_id, client_id) IN (?)`;

const BY_KEY = `SELECT ${CONVERSATION_COLUMNS} FROM conversations WHERE unique_key = ?`;
