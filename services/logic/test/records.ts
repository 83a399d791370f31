import type {
  ConversationKind,
  ConversationRecord,
  EventRecord,
  MemberRecord,
} from '@parley/store';

/** Records for tests of pure rules. */
export function conversationRecord(
  kind: ConversationKind,
  changes: Partial<ConversationRecord> = {},
): ConversationRecord {
  return {
    conversationId: '10',
    kind,
    key: null,
    title: null,
    epoch: 1,
    lastSeq: 5,
    memberCount: 2,
    membersSeq: 0,
    createdAtMs: 1_000,
    lastEventAtMs: 2_000,
    ...changes,
  };
}

export function memberRecord(userId: string, changes: Partial<MemberRecord> = {}): MemberRecord {
  return {
    conversationId: '10',
    userId,
    role: 'member',
    visibleFromSeq: 1,
    deliveredSeq: 0,
    readSeq: 0,
    joinedAtMs: 1_000,
    ...changes,
  };
}

export function eventRecord(seq: number, changes: Partial<EventRecord> = {}): EventRecord {
  return {
    messageId: String(900 + seq),
    conversationId: '10',
    seq,
    senderId: '1',
    clientId: `c${seq}`,
    type: 'message',
    body: '{"kind":"text","text":"hi"}',
    createdAtMs: 1_000 + seq,
    ...changes,
  };
}
