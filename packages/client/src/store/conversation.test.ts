import { expect, test } from '@jest/globals';
import type { ConversationView, LogEvent } from '@parley/wire';
import { Conversation } from './conversation.ts';

const ME = '7';

function view(lastSeq: number, own: Partial<ConversationView['own']>): ConversationView {
  const positions = { visibleFromSeq: 1, deliveredSeq: 0, readSeq: 0 };
  const counts = { unreadCount: 0, mentionCount: 0 };
  return {
    conversationId: '1',
    kind: 'group',
    title: 'Tea',
    epoch: 1,
    lastSeq,
    memberCount: 3,
    createdAtMs: 1,
    lastEventAtMs: 1,
    peer: null,
    own: { role: 'member', ...positions, ...counts, ...own },
    lastEvent: null,
  };
}

function change(seq: number, type: 'members-added' | 'members-removed', userId: string): LogEvent {
  const base = { conversationId: '1', seq, messageId: `${seq}`, senderId: '8', createdAtMs: 1 };
  return { ...base, type, body: { userIds: [userId] } };
}

test('a view from before the last reading changes no count', () => {
  const conversation = new Conversation(view(10, { readSeq: 5, unreadCount: 3, mentionCount: 1 }));
  const counts = { unreadCount: 3, mentionCount: 1, isCounted: true };
  expect(conversation.entry(ME)).toMatchObject(counts);
  conversation.applyView(view(10, { readSeq: 2, unreadCount: 6 }));
  expect(conversation.entry(ME)).toMatchObject(counts);
  conversation.applyView(view(9, { readSeq: 5, unreadCount: 2 }));
  expect(conversation.entry(ME)).toMatchObject(counts);
  conversation.applyView(view(12, { readSeq: 5, unreadCount: 5 }));
  expect(conversation.entry(ME)).toMatchObject({ unreadCount: 5, mentionCount: 0 });
});

test('what cannot be known keeps the last count until the server says it', () => {
  const conversation = new Conversation(view(10, { unreadCount: 9 }));
  conversation.markRead(4);
  expect(conversation.entry(ME)).toMatchObject({ unreadCount: 9, isCounted: false });
  conversation.applyView(view(10, { readSeq: 4, unreadCount: 5 }));
  expect(conversation.entry(ME)).toMatchObject({ unreadCount: 5, isCounted: true });
  // In another epoch it was another log.
  conversation.applyView({ ...view(10, { readSeq: 4, unreadCount: 2 }), epoch: 2 });
  expect(conversation.entry(ME)).toMatchObject({ unreadCount: 2, isCounted: true });
});

test('says that there is more than it counts', () => {
  const conversation = new Conversation(view(1_001, { unreadCount: 1_000 }));
  expect(conversation.entry(ME)).toMatchObject({ unreadCount: 1_000, moreUnread: true });
  conversation.markRead(1);
  expect(conversation.entry(ME).moreUnread).toBe(false);
});

test('receipts follow who comes and who leaves', () => {
  const conversation = new Conversation(view(3, {}));
  const member = { userId: '8', deliveredSeq: 3, readSeq: 3, visibleFromSeq: 1 };
  const answer = { conversationId: '1', members: [member], tooMany: false };
  conversation.members.take(answer, conversation.members.generation);
  const receiptOf = (seq: number) => conversation.entry(ME).receipts.receiptOf(seq);
  conversation.accept([change(4, 'members-added', '9')]);
  const at = { type: 'position' as const, conversationId: '1', deliveredSeq: 5, readSeq: 5 };
  conversation.applySignal({ ...at, userId: '8' }, ME);
  expect([receiptOf(3), receiptOf(5)]).toEqual(['read', 'sent']);
  conversation.applySignal({ ...at, userId: ME }, ME);
  expect([conversation.readSeq, conversation.members.isKnown]).toEqual([5, true]);
  conversation.accept([change(5, 'members-removed', '9')]);
  expect(receiptOf(5)).toBe('read');
  // Another epoch is another log, and how far its members are is asked again.
  conversation.applyView({ ...view(5, {}), epoch: 2 });
  expect([receiptOf(5), conversation.members.isKnown]).toEqual(['sent', false]);
});

test('whoever comes or goes is counted once, in whichever order the log and a view say so', () => {
  const conversation = new Conversation(view(1, {}));
  const memberCount = () => conversation.entry(ME).memberCount;
  conversation.applyView({ ...view(3, {}), memberCount: 4 });
  conversation.accept([change(2, 'members-added', '9'), change(3, 'members-added', '10')]);
  expect(memberCount()).toBe(4);
  conversation.accept([change(4, 'members-removed', '9')]);
  expect(memberCount()).toBe(3);
  // A late answer, from before the last change.
  conversation.applyView({ ...view(3, {}), memberCount: 4 });
  expect(memberCount()).toBe(3);
  // A log that was rewritten is shorter, and goes on to count.
  conversation.applyView({ ...view(2, {}), epoch: 2, memberCount: 5 });
  conversation.accept([change(3, 'members-added', '11')]);
  expect(memberCount()).toBe(6);
});
