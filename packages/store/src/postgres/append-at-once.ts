import type { ConversationId } from '@parley/core';
import type { Pool, QueryConfig } from 'pg';
import type { Admission, AppendResult, EventDraft } from '../event-log.ts';
import { byId } from '../sql/ids.ts';
import { type AppendPlan, type LockedRows, planAppend } from '../sql/plan-append.ts';
import {
  CONVERSATION_COLUMNS,
  EVENT_COLUMNS,
  type RawConversation,
  toConversation,
} from '../sql/rows.ts';
import { IN_TRANSACTION, type Statement, transactionAtOnce } from './session.ts';
import { int64s, texts, unnestEvents } from './unnest.ts';

/**
 * As `EventLog.append` where every draft is admitted, none repeats a clientId and none is older than its
 * log: one round trip, in which nothing is read before it is written. Where that does not hold all is
 * undone, and this rejects with the rule that was broken: of the clientId, of the seq, which an event has
 * only if it is admitted, or of the head's time, which does not go back.
 */
export async function appendAtOnce(
  pool: Pool,
  drafts: readonly EventDraft[],
  admission: Admission,
): Promise<AppendResult[]> {
  const plan = planAppend(drafts, ALL_NEW, ALL_ADMITTED);
  if (plan.events.length === 0) return plan.results;
  const [moved] = await transactionAtOnce(pool, statementsOf(plan, admission));
  moveTo(plan, (moved?.rows ?? []) as RawConversation[]);
  return plan.results;
}

/** Plans with every log empty: what is planned then has its place counted from the log's head. */
const ALL_NEW: LockedRows = {
  conversation: conversationId => ({
    conversationId,
    kind: 'room',
    key: null,
    title: null,
    epoch: 0,
    lastSeq: 0,
    memberCount: 0,
    membersSeq: 0,
    createdAtMs: 0,
    lastEventAtMs: 0,
  }),
  isMember: () => true,
  event: () => undefined,
  writingFindsRepeats: true,
};

const ADMITTED = { members: 'admit', others: 'admit' } as const;
const ALL_ADMITTED: Admission = {
  direct: ADMITTED,
  group: ADMITTED,
  room: ADMITTED,
  inbox: ADMITTED,
  world: ADMITTED,
};

function statementsOf(
  { events, mentions, grown }: AppendPlan,
  admission: Admission,
): readonly QueryConfig[] {
  const heads = [...grown.values()].sort((a, b) => byId(a.conversationId, b.conversationId));
  const ids = int64s(heads.map(head => head.conversationId));
  const counts = int64s(heads.map(head => head.lastSeq));
  const times = int64s(heads.map(head => head.lastEventAtMs));
  const firstTimes = firstTimesOf(events);
  const since = int64s(heads.map(head => firstTimes.get(head.conversationId) ?? 0));
  // How far from the new head: 0 is the last.
  const fromHead = (places: readonly { conversationId: ConversationId; seq: number }[]) =>
    int64s(places.map(place => place.seq - (grown.get(place.conversationId)?.lastSeq ?? 0)));
  const kindsOpenTo = (whose: 'members' | 'others') =>
    texts(Object.entries(admission).flatMap(([kind, to]) => (to[whose] === 'admit' ? kind : [])));
  const kinds = [kindsOpenTo('members'), kindsOpenTo('others')];
  const statements: QueryConfig[] = [
    { ...MOVE_HEADS, values: [ids, counts, since, times] },
    { ...PLACE_EVENTS, values: [...unnestEvents(events, fromHead(events)), ids, ...kinds] },
  ];
  if (mentions.length > 0) {
    const values = [
      int64s(mentions.map(mention => mention.userId)),
      int64s(mentions.map(mention => mention.conversationId)),
      fromHead(mentions),
    ];
    statements.push({ ...PLACE_MENTIONS, values });
  }
  return statements;
}

/** When the first event of each log is from; the others follow in order, as they were planned. */
function firstTimesOf(events: AppendPlan['events']): Map<ConversationId, number> {
  const times = new Map<ConversationId, number>();
  for (const { conversationId, createdAtMs } of events) {
    if (!times.has(conversationId)) times.set(conversationId, createdAtMs);
  }
  return times;
}

/** From where everything was planned to where the database has put it. */
function moveTo({ events, grown }: AppendPlan, rows: readonly RawConversation[]): void {
  const starts = new Map<ConversationId, number>();
  for (const row of rows) {
    const conversation = toConversation(row);
    const planned = grown.get(conversation.conversationId);
    if (!planned) continue;
    starts.set(conversation.conversationId, conversation.lastSeq - planned.lastSeq);
    Object.assign(planned, conversation);
  }
  for (const event of events) event.seq += starts.get(event.conversationId) ?? 0;
}

/**
 * In the order of the ids, as everybody locks these rows. The next statement sees what holds after the wait.
 * A head that is later than the first event has no time: NOT NULL refuses it. Events are written as planned.
 */
const MOVE_HEADS: Statement = {
  name: 'move_heads',
  text: `UPDATE conversations
    SET last_seq = last_seq + new.events,
        last_event_at_ms = CASE WHEN last_event_at_ms <= new.since_ms OR last_seq = 0 THEN new.at_ms END
    FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[])
      AS new (id, events, since_ms, at_ms)
    WHERE conversation_id = new.id AND ${IN_TRANSACTION}
    RETURNING ${CONVERSATION_COLUMNS}`,
};

/** An event of which the admission does not hold has no seq: NOT NULL refuses it, and all others. */
const PLACE_EVENTS: Statement = {
  name: 'place_events',
  text: `WITH waiting AS (
      INSERT INTO undispatched SELECT id FROM unnest($9::bigint[]) AS id WHERE ${IN_TRANSACTION}
      ON CONFLICT DO NOTHING
    )
    INSERT INTO events (${EVENT_COLUMNS})
    SELECT message_id, draft.conversation_id,
      (SELECT last_seq + from_head FROM conversations
        WHERE conversation_id = draft.conversation_id
          AND kind = ANY(CASE WHEN EXISTS (
            SELECT FROM members
            WHERE conversation_id = draft.conversation_id AND user_id = draft.sender_id
          ) THEN $10::text[] ELSE $11::text[] END)),
      sender_id, client_id, type, body, created_at_ms
    FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[],
        $5::text[], $6::text[], $7::text[], $8::bigint[])
      AS draft (message_id, conversation_id, from_head, sender_id, client_id, type, body, created_at_ms)
    WHERE ${IN_TRANSACTION}`,
};

const PLACE_MENTIONS: Statement = {
  name: 'place_mentions',
  text: `INSERT INTO mentions (user_id, conversation_id, seq)
    SELECT mention.user_id, conversation_id, last_seq + from_head
    FROM unnest($1::bigint[], $2::bigint[], $3::bigint[])
        AS mention (user_id, conversation_id, from_head)
      JOIN conversations USING (conversation_id)
    WHERE ${IN_TRANSACTION}`,
};
