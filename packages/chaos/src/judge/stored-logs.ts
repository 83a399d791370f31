import type { ConversationId, UserId } from '@parley/core';
import type { EventRecord, Store } from '@parley/store';
import type { LogEvent } from '@parley/wire';
import { inParallel } from '../load/in-parallel.ts';

const PAGE = 500;
const AT_ONCE = 4;

/** A log as the database has it, and who is a member. */
export interface StoredLog {
  events: readonly LogEvent[];
  lastSeq: number;
  members: ReadonlySet<UserId>;
}

/** Reads whole logs from the database itself, past everything that serves clients. */
export async function readStoredLogs(
  store: Store,
  conversationIds: Iterable<ConversationId>,
): Promise<Map<ConversationId, StoredLog>> {
  const logs = new Map<ConversationId, StoredLog>();
  await inParallel(AT_ONCE, [...conversationIds], async id => {
    const events: LogEvent[] = [];
    for (;;) {
      const page = await store.log.read(id, { afterSeq: events.at(-1)?.seq ?? 0 }, PAGE);
      events.push(...page.map(toLogEvent));
      if (page.length < PAGE) break;
    }
    const lastSeq = events.at(-1)?.seq ?? 0;
    logs.set(id, { events, lastSeq, members: await membersOf(store, id) });
  });
  return logs;
}

/** The conversations whose logs have grown since they were read. */
export async function grownSince(
  store: Store,
  logs: ReadonlyMap<ConversationId, StoredLog>,
): Promise<ConversationId[]> {
  const now = await store.conversations.find([...logs.keys()]);
  return [...logs].flatMap(([id, { lastSeq }]) => (now.get(id)?.lastSeq === lastSeq ? [] : [id]));
}

function toLogEvent(record: EventRecord): LogEvent {
  const { clientId, body, ...event } = record;
  // The database keeps what logic has checked; nobody else writes into it.
  return {
    ...event,
    ...(clientId === null ? {} : { clientId }),
    body: JSON.parse(body),
  } as LogEvent;
}

async function membersOf(store: Store, id: ConversationId): Promise<Set<UserId>> {
  const members = new Set<UserId>();
  let cursor: string | undefined;
  do {
    const page = await store.conversations.members(id, { cursor, limit: PAGE });
    for (const { userId } of page.items) members.add(userId);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return members;
}
