import type { PoolClient } from 'pg';
import type { Changed, NewConversation } from '../conversations.ts';
import { conversationIdTaken } from '../sql/errors.ts';
import { planCreate } from '../sql/plan-change.ts';
import { CONVERSATION_COLUMNS, type RawConversation, toConversation } from '../sql/rows.ts';
import { insertEvents, insertMembers } from './write-change.ts';

/**
 * Inside a transaction. ON CONFLICT waits for whoever inserts the same id or key at this moment; the
 * SELECT after it, a statement of its own, then sees their row.
 */
export async function createConversation(
  client: PoolClient,
  fresh: NewConversation,
): Promise<{ created: boolean } & Changed> {
  const { conversation, add, events } = planCreate(fresh);
  const { conversationId, kind, key, title, epoch } = conversation;
  const { lastSeq, memberCount, membersSeq, createdAtMs, lastEventAtMs } = conversation;
  const numbers = [epoch, lastSeq, memberCount, membersSeq, createdAtMs, lastEventAtMs];
  const { rowCount } = await client.query(
    `INSERT INTO conversations (${CONVERSATION_COLUMNS}, dispatched_seq)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0) ON CONFLICT DO NOTHING`,
    [conversationId, kind, key, title, ...numbers],
  );
  if (rowCount === 0) {
    const { rows } = await client.query<RawConversation>(
      `SELECT ${CONVERSATION_COLUMNS} FROM conversations WHERE unique_key = $1`,
      [key],
    );
    const [existing] = rows;
    if (!existing) throw conversationIdTaken(conversationId);
    return { created: false, conversation: toConversation(existing), events: [] };
  }
  await insertMembers(client, add);
  await insertEvents(client, events);
  return { created: true, conversation, events };
}
