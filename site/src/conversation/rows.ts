import type { PendingMessage } from '@parley/client';
import type { UserId } from '@parley/core';
import type { LogEvent, MessageEvent } from '@parley/wire';
import { startOfDay } from '../time/time-format.ts';

/** Messages of one person this close together form a block with one name and avatar. */
const GROUP_MS = 5 * 60_000;

interface Placed {
  /** The same for a pending message and the event that it becomes, so that its row is kept. */
  key: string;
  senderId: UserId;
  atMs: number;
  own: boolean;
  /** The first and the last of a block. */
  first: boolean;
  last: boolean;
}

export type MessageRow = Placed & { kind: 'message'; event: MessageEvent };
export type PendingRow = Placed & { kind: 'pending'; message: PendingMessage };
export type Row =
  | { kind: 'day'; key: string; atMs: number }
  | { kind: 'unread'; key: string; count: number }
  | { kind: 'notice'; key: string; event: Exclude<LogEvent, MessageEvent> }
  | MessageRow
  | PendingRow;

export interface RowsInput {
  events: readonly LogEvent[];
  pending: readonly PendingMessage[];
  me: UserId;
  /** The unread line stands before the first message of others after this seq; null: no line. */
  unreadAfterSeq: number | null;
}

/** What the list of messages shows, from top to bottom. */
export function buildRows({ events, pending, me, unreadAfterSeq }: RowsInput): Row[] {
  const rows: Row[] = [];
  let dayMs = Number.NaN;
  let block: MessageRow | PendingRow | null = null;
  let unread: Extract<Row, { kind: 'unread' }> | null = null;

  const enterDay = (atMs: number) => {
    const day = startOfDay(atMs);
    if (day === dayMs) return;
    dayMs = day;
    block = null;
    rows.push({ kind: 'day', key: `day-${day}`, atMs });
  };
  const place = (row: MessageRow | PendingRow) => {
    enterDay(row.atMs);
    const joins = block?.senderId === row.senderId && row.atMs - block.atMs < GROUP_MS;
    if (joins && block !== null) {
      row.first = false;
      block.last = false;
    }
    block = row;
    rows.push(row);
  };

  for (const event of events) {
    if (event.type !== 'message') {
      enterDay(event.createdAtMs);
      block = null;
      rows.push({ kind: 'notice', key: `event-${event.seq}`, event });
      continue;
    }
    const own = event.senderId === me;
    if (unreadAfterSeq !== null && event.seq > unreadAfterSeq && !own) {
      if (unread === null) {
        enterDay(event.createdAtMs);
        block = null;
        unread = { kind: 'unread', key: 'unread', count: 0 };
        rows.push(unread);
      }
      unread.count++;
    }
    place({
      kind: 'message',
      key: `message-${event.senderId}-${event.clientId}`,
      senderId: event.senderId,
      atMs: event.createdAtMs,
      own,
      first: true,
      last: true,
      event,
    });
  }
  for (const message of pending) {
    place({
      kind: 'pending',
      key: `message-${me}-${message.clientId}`,
      senderId: me,
      atMs: message.createdAtMs,
      own: true,
      first: true,
      last: true,
      message,
    });
  }
  return rows;
}
