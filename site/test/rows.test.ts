import { expect, test } from '@jest/globals';
import type { PendingMessage } from '@parley/client';
import type { LogEvent } from '@parley/wire';
import { buildRows, type Row } from '../src/conversation/rows.ts';

const NOON = new Date(2026, 4, 10, 12).getTime();
const MINUTE = 60_000;

function said(seq: number, senderId: string, atMs: number): LogEvent {
  return {
    type: 'message',
    conversationId: '1',
    seq,
    messageId: String(seq),
    senderId,
    createdAtMs: atMs,
    clientId: `c${seq}`,
    body: { kind: 'text', text: `m${seq}` },
  };
}

function pending(clientId: string, atMs: number): PendingMessage {
  const body = { kind: 'text' as const, text: clientId };
  return { clientId, conversationId: '1', body, createdAtMs: atMs, state: 'queued', error: null };
}

function joined(seq: number, atMs: number): LogEvent {
  const base = { conversationId: '1', seq, messageId: String(seq), senderId: '2' };
  return { ...base, type: 'members-added', createdAtMs: atMs, body: { userIds: ['2'] } };
}

/** `2[` begins a block of user 2, `]` ends it; `2` alone stands in the middle. */
function drawn(rows: readonly Row[]): string[] {
  return rows.map(row => {
    if (row.kind === 'unread') return `unread ${row.count}`;
    if (row.kind === 'day' || row.kind === 'notice') return row.kind;
    return `${row.senderId}${row.first ? '[' : ''}${row.last ? ']' : ''}`;
  });
}

const build = (events: LogEvent[], more: Partial<Parameters<typeof buildRows>[0]> = {}) =>
  buildRows({ events, pending: [], me: '1', unreadAfterSeq: null, ...more });

test('messages of one person within five minutes form a block', () => {
  const events = [
    said(1, '2', NOON),
    said(2, '2', NOON + 4 * MINUTE),
    said(3, '2', NOON + 8 * MINUTE),
    said(4, '2', NOON + 14 * MINUTE),
    said(5, '3', NOON + 14 * MINUTE),
  ];
  expect(drawn(build(events))).toEqual(['day', '2[', '2', '2]', '2[]', '3[]']);
});

test('a notice, a new day and the unread line end a block', () => {
  const events = [
    said(1, '2', NOON),
    joined(2, NOON + 1),
    said(3, '2', NOON + 2),
    said(4, '2', NOON + 3),
    said(5, '2', NOON + 13 * 60 * MINUTE),
  ];
  expect(drawn(build(events, { unreadAfterSeq: 3 }))).toEqual([
    'day',
    '2[]',
    'notice',
    '2[]',
    'unread 2',
    '2[]',
    'day',
    '2[]',
  ]);
});

test('own messages are never unread', () => {
  const events = [said(1, '2', NOON), said(2, '1', NOON), said(3, '1', NOON), said(4, '2', NOON)];
  expect(drawn(build(events, { unreadAfterSeq: 1 }))).toEqual([
    'day',
    '2[]',
    '1[',
    '1]',
    'unread 1',
    '2[]',
  ]);
});

test('a pending message keeps its row when it is acknowledged', () => {
  const waiting = build([said(1, '1', NOON)], { pending: [pending('c2', NOON + MINUTE)] });
  const sent = build([said(1, '1', NOON), said(2, '1', NOON + MINUTE)]);
  expect(drawn(waiting)).toEqual(drawn(sent));
  expect(waiting.map(row => row.key)).toEqual(sent.map(row => row.key));
});

test('keys are unique', () => {
  const events = [said(1, '2', NOON), joined(2, NOON), said(3, '3', NOON + 86_400_000)];
  const keys = build(events, { unreadAfterSeq: 0 }).map(row => row.key);
  expect(new Set(keys).size).toBe(keys.length);
});
