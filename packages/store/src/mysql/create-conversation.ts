import type { PoolConnection, RowDataPacket } from 'mysql2/promise';
import type { Changed, NewConversation } from '../conversations.ts';
import { conversationIdTaken } from '../sql/errors.ts';
import { planCreate } from '../sql/plan-change.ts';
import { CONVERSATION_COLUMNS, type RawConversation, toConversation } from '../sql/rows.ts';
import { mysqlFault } from './fault.ts';
import { insertEvents, insertMembers } from './write-change.ts';

/**
 * Inside a transaction. The INSERT waits for whoever inserts the same id or key at this moment; if it
 * then fails, it alone is undone, and the SELECT after it sees their row.
 */
export async function createConversation(
  connection: PoolConnection,
  fresh: NewConversation,
): Promise<{ created: boolean } & Changed> {
  const { conversation, add, events } = planCreate(fresh);
  const { conversationId, kind, key, title, epoch } = conversation;
  const { lastSeq, memberCount, membersSeq, createdAtMs, lastEventAtMs } = conversation;
  const row = [conversationId, kind, key, title, epoch];
  row.push(lastSeq, memberCount, membersSeq, createdAtMs, lastEventAtMs, 0);
  try {
    await connection.query(
      `INSERT INTO conversations (${CONVERSATION_COLUMNS}, dispatched_seq) VALUES (?)`,
      [row],
    );
  } catch (error) {
    if (mysqlFault(error)?.kind !== 'not_unique') throw error;
    const [[existing]] = await connection.execute<(RawConversation & RowDataPacket)[]>(
      `SELECT ${CONVERSATION_COLUMNS} FROM conversations WHERE unique_key = ?`,
      [key],
    );
    if (!existing) throw conversationIdTaken(conversationId);
    return { created: false, conversation: toConversation(existing), events: [] };
  }
  await insertMembers(connection, add);
  await insertEvents(connection, events);
  return { created: true, conversation, events };
}
