import type { Pool, PoolClient } from 'pg';
import type { Admit, AppendResult, EventDraft, EventRecord } from '../event-log.ts';
import { isId } from '../sql/ids.ts';
import { type LockedRows, planAppend } from '../sql/plan-append.ts';
import { retryLostRaces } from '../sql/retry-lost-races.ts';
import { EVENT_COLUMNS, type RawEvent, toEvent } from '../sql/rows.ts';
import { isStorable } from '../sql/text.ts';
import { postgresFault } from './fault.ts';
import { lockConversations, membersOfPairs } from './rows.ts';
import { type Statement, transaction } from './session.ts';
import { unnestEvents } from './unnest.ts';

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
    () => transaction(pool, client => appendOnce(client, drafts, admit)),
    postgresFault,
    'events_client_id',
  );
}

async function appendOnce(
  client: PoolClient,
  drafts: readonly EventDraft[],
  admit: Admit,
): Promise<AppendResult[]> {
  const rows = await lockedRows(client, drafts);
  const { results, events, mentions, grown } = planAppend(drafts, rows, admit);
  if (events.length > 0) {
    const heads = [...grown.values()];
    await client.query({
      ...WRITE,
      values: [
        ...unnestEvents(events),
        heads.map(head => head.conversationId),
        heads.map(head => head.lastSeq),
        heads.map(head => head.lastEventAtMs),
      ],
    });
  }
  if (mentions.length > 0) {
    const values = [
      mentions.map(mention => mention.userId),
      mentions.map(mention => mention.conversationId),
      mentions.map(mention => mention.seq),
    ];
    await client.query({ ...MENTION, values });
  }
  return results;
}

/**
 * Members and earlier events are read only when the locks are held: a statement sees what was
 * committed before it began, so one that also waited for the locks would see rows from before.
 */
async function lockedRows(client: PoolClient, drafts: readonly EventDraft[]): Promise<LockedRows> {
  const known = drafts.filter(draft => isId(draft.conversationId) && isId(draft.senderId));
  const conversations = await lockConversations(
    client,
    known.map(draft => draft.conversationId),
  );
  const [members, events] = await Promise.all([
    membersOfPairs(
      client,
      known.map(({ conversationId, senderId }) => ({ conversationId, userId: senderId })),
    ),
    eventsByClientId(client, known),
  ]);
  return {
    conversation: conversationId => conversations.get(conversationId),
    member: (conversationId, userId) => members.get(`${conversationId} ${userId}`),
    event: (senderId, clientId) => events.get(`${senderId} ${clientId}`),
  };
}

async function eventsByClientId(
  client: PoolClient,
  drafts: readonly EventDraft[],
): Promise<Map<string, EventRecord>> {
  const named = drafts.filter(({ clientId }) => clientId !== null && isStorable(clientId));
  const senderIds = named.map(draft => draft.senderId);
  const clientIds = named.map(draft => draft.clientId);
  const { rows } = await client.query<RawEvent>({ ...EARLIER, values: [senderIds, clientIds] });
  return new Map(rows.map(row => [`${row.sender_id} ${row.client_id}`, toEvent(row)]));
}

/** LATERAL with LIMIT keeps the planner to one index lookup each, also while its statistics lag behind. */
const EARLIER: Statement = {
  name: 'events_by_client_id',
  text: `SELECT earlier.*
    FROM unnest($1::bigint[], $2::text[]) AS draft (sender_id, client_id),
      LATERAL (
        SELECT ${EVENT_COLUMNS} FROM events
        WHERE sender_id = draft.sender_id AND client_id = draft.client_id
        LIMIT 1
      ) AS earlier`,
};

const WRITE: Statement = {
  name: 'append_events',
  text: `WITH moved AS (
      UPDATE conversations
      SET last_seq = head.last_seq, last_event_at_ms = head.last_event_at_ms
      FROM unnest($9::bigint[], $10::bigint[], $11::bigint[])
        AS head (conversation_id, last_seq, last_event_at_ms)
      WHERE conversations.conversation_id = head.conversation_id
    )
    INSERT INTO events (${EVENT_COLUMNS})
    SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[],
      $5::text[], $6::text[], $7::text[], $8::bigint[])`,
};

const MENTION: Statement = {
  name: 'append_mentions',
  text: `INSERT INTO mentions (user_id, conversation_id, seq)
    SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[])`,
};
