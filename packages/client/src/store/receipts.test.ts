import { expect, test } from '@jest/globals';
import type { LogEvent } from '@parley/wire';
import { MemberPositions } from './member-positions.ts';

const ME = '1';
const position = (userId: string, deliveredSeq: number, readSeq: number, visibleFromSeq = 1) => ({
  userId,
  deliveredSeq,
  readSeq,
  visibleFromSeq,
});
const signal = (userId: string, deliveredSeq: number, readSeq: number) => ({
  type: 'position' as const,
  conversationId: '9',
  userId,
  deliveredSeq,
  readSeq,
});
const change = (
  type: 'members-added' | 'members-removed',
  seq: number,
  userId: string,
): LogEvent => ({
  type,
  conversationId: '9',
  seq,
  messageId: `${seq}`,
  senderId: '2',
  createdAtMs: 1,
  body: { userIds: [userId] },
});

function known(...members: ReturnType<typeof position>[]): MemberPositions {
  const positions = new MemberPositions();
  positions.take({ conversationId: '9', members, tooMany: false }, positions.generation);
  return positions;
}

test('delivered and read mean: by all others', () => {
  const positions = known(position(ME, 0, 0), position('2', 5, 3), position('3', 4, 4));
  const { receiptOf, readersOf } = {
    receiptOf: (seq: number) => positions.receipts(ME).receiptOf(seq),
    readersOf: (seq: number) => positions.receipts(ME).readersOf(seq),
  };
  expect([3, 4, 5, 6].map(receiptOf)).toEqual(['read', 'delivered', 'sent', 'sent']);
  expect([3, 4, 5].map(readersOf)).toEqual([['2', '3'], ['3'], []]);
  positions.move(signal('2', 6, 6));
  positions.move(signal('3', 6, 5));
  expect([5, 6].map(receiptOf)).toEqual(['read', 'delivered']);
  // What comes late changes nothing.
  positions.move(signal('2', 1, 1));
  expect(readersOf(6)).toEqual(['2']);
});

test('alone, or before anybody was asked, a message is sent', () => {
  expect(
    known(position(ME, 9, 9))
      .receipts(ME)
      .receiptOf(1),
  ).toBe('sent');
  expect(new MemberPositions().receipts(ME).receiptOf(1)).toBe('sent');
});

test('who came later is nobody to wait for, and no reader', () => {
  const positions = known(position('2', 3, 3));
  positions.follow(change('members-added', 5, '4'));
  expect(positions.receipts(ME).receiptOf(3)).toBe('read');
  expect(positions.receipts(ME).readersOf(3)).toEqual(['2']);
  positions.move(signal('2', 6, 6));
  expect(positions.receipts(ME).receiptOf(6)).toBe('sent');
  positions.follow(change('members-removed', 7, '4'));
  expect(positions.receipts(ME).receiptOf(6)).toBe('read');
});

test('a signal that overtakes the going and coming back of its member is not undone by them', () => {
  const positions = known(position('2', 3, 3));
  positions.move(signal('2', 9, 9));
  positions.follow(change('members-removed', 5, '2'));
  positions.follow(change('members-added', 7, '2'));
  expect(positions.receipts(ME).positions.get('2')).toEqual(position('2', 9, 9, 7));
});

test('a signal of somebody unknown, or an answer from before a change, is asked about again', () => {
  const positions = known(position('2', 1, 1));
  expect(positions.isKnown).toBe(true);
  positions.move(signal('3', 1, 1));
  expect(positions.isKnown).toBe(false);
  const before = positions.generation;
  positions.follow(change('members-removed', 2, '3'));
  const old = [position('2', 1, 1), position('3', 1, 1)];
  positions.take({ conversationId: '9', members: old, tooMany: false }, before);
  expect(positions.isKnown).toBe(false);
  positions.take(
    { conversationId: '9', members: old.slice(0, 1), tooMany: false },
    positions.generation,
  );
  expect([positions.isKnown, [...positions.receipts(ME).positions.keys()]]).toEqual([true, ['2']]);
});

test('what a signal told meanwhile is not undone by an older answer', () => {
  const positions = new MemberPositions();
  positions.move(signal('2', 8, 7));
  positions.take(
    { conversationId: '9', members: [position('2', 5, 5)], tooMany: false },
    positions.generation,
  );
  expect(positions.receipts(ME).positions.get('2')).toEqual(position('2', 8, 7));
});

test('a snapshot stays as it is', () => {
  const positions = known(position('2', 1, 1));
  const receipts = positions.receipts(ME);
  expect(positions.receipts(ME)).toBe(receipts);
  positions.move(signal('2', 2, 2));
  expect(receipts.receiptOf(2)).toBe('sent');
  expect(positions.receipts(ME).receiptOf(2)).toBe('read');
});
