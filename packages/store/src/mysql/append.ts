import type { Pool, PoolConnection, RowDataPacket } from 'mysql2/promise';
import type { Admit, AppendResult, EventDraft, EventRecord } from '../event-log.ts';
import { isId } from '../sql/ids.ts';
import { type LockedRows, planAppend } from '../sql/plan-append.ts';
import { retryLostRaces } from '../sql/retry-lost-races.ts';
import { EVENT_COLUMNS, type RawEvent, toEvent } from '../sql/rows.ts';
import { isStorable } from '../sql/text.ts';
import { mysqlFault } from './fault.ts';
import { lockConversations, membersOfPairs } from './rows.ts';
import { transaction } from './session.ts';
import { insertEvents } from './write-change.ts';

/**
 * Two instances that get the same clientId for different conversations at the same moment hold no
 * lock in common: the unique rule stops the second, and its next try finds what the first has written.
 */
export function append(
  pool: Pool,
  drafts: readonly EventDraft[],
  admit: Admit,
): Promise<AppendResult[]> {
  return retryLostRaces(
    () => transaction(pool, connection => appendOnce(connection, drafts, admit)),
    mysqlFault,
    'events_client_id',
  );
}

async function appendOnce(
  connection: PoolConnection,
  drafts: readonly EventDraft[],
  admit: Admit,
): Promise<AppendResult[]> {
  const rows = await lockedRows(connection, drafts);
  const { results, events, mentions, grown } = planAppend(drafts, rows, admit);
  if (events.length > 0) {
    await insertEvents(connection, events);
    const heads = [...grown.values()].map(c => [c.conversationId, c.lastSeq, c.lastEventAtMs]);
    await connection.execute(MOVE_HEADS, [JSON.stringify(heads)]);
  }
  if (mentions.length > 0) {
    const rowsOf = mentions.map(m => [m.userId, m.conversationId, m.seq]);
    await connection.query(MENTION, [rowsOf]);
  }
  return results;
}

/** Members and earlier events are read only when the locks are held: what they say then stays so. */
async function lockedRows(
  connection: PoolConnection,
  drafts: readonly EventDraft[],
): Promise<LockedRows> {
  const known = drafts.filter(draft => isId(draft.conversationId) && isId(draft.senderId));
  const conversations = await lockConversations(
    connection,
    known.map(draft => draft.conversationId),
  );
  const members = await membersOfPairs(
    connection,
    known.map(({ conversationId, senderId }) => ({ conversationId, userId: senderId })),
  );
  const events = await eventsByClientId(connection, known);
  return {
    conversation: conversationId => conversations.get(conversationId),
    member: (conversationId, userId) => members.get(`${conversationId} ${userId}`),
    event: (senderId, clientId) => events.get(`${senderId} ${clientId}`),
  };
}

/** Not by JSON_TABLE: its texts are of another collation, and such a comparison uses no index. */
async function eventsByClientId(
  connection: PoolConnection,
  drafts: readonly EventDraft[],
): Promise<Map<string, EventRecord>> {
  const named = drafts.filter(({ clientId }) => clientId !== null && isStorable(clientId));
  if (named.length === 0) return new Map();
  const pairs = named.map(({ senderId, clientId }) => [senderId, clientId]);
  const [rows] = await connection.query<(RawEvent & RowDataPacket)[]>(EARLIER, [pairs]);
  return new Map(rows.map(row => [`${row.sender_id} ${row.client_id}`, toEvent(row)]));
}

const EARLIER = `SELECT ${EVENT_COLUMNS} FROM events FORCE INDEX (events_client_id)
  WHERE (sender_id, client_id) IN (?)`;

const MOVE_HEADS = `UPDATE
    JSON_TABLE(?, '$[*]' COLUMNS (id bigint PATH '$[0]', seq bigint PATH '$[1]', at_ms bigint PATH '$[2]'))
      AS head
    STRAIGHT_JOIN conversations ON conversation_id = head.id
  SET last_seq = head.seq, last_event_at_ms = head.at_ms`;

const MENTION = 'INSERT INTO mentions (user_id, conversation_id, seq) VALUES ?';
