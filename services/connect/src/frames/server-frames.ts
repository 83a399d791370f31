import type {
  Head__Output,
  HistoryReply__Output,
  PositionsReply__Output,
  SendReply__Output,
} from '@parley/contracts';
import type { ConversationId, ParleyError } from '@parley/core';
import type {
  ConversationHead,
  ConversationKind,
  ErrorFrame,
  HeadsFrame,
  PongFrame,
  PositionsAnswerFrame,
  ReconnectFrame,
  SentFrame,
  WelcomeFrame,
} from '@parley/wire';
import { encodeList, encodeText } from './encode-frame.ts';

export function welcomeFrame(frame: Omit<WelcomeFrame, 'op'>): Buffer {
  return encodeText(JSON.stringify({ op: 'welcome', ...frame } satisfies WelcomeFrame));
}

export function sentFrame(id: number, reply: SendReply__Output): Buffer {
  const { conversationId, seq, messageId, createdAtMs } = reply;
  const frame: SentFrame = { op: 'sent', id, conversationId, seq, messageId, createdAtMs };
  return encodeText(JSON.stringify(frame));
}

export function pongFrame(id: number): Buffer {
  return encodeText(JSON.stringify({ op: 'pong', id } satisfies PongFrame));
}

export function errorFrame(id: number | null, error: ParleyError): Buffer {
  return encodeText(
    JSON.stringify({ op: 'error', id, error: error.toBody() } satisfies ErrorFrame),
  );
}

export function reconnectFrame(afterMs: number): Buffer {
  return encodeText(JSON.stringify({ op: 'reconnect', afterMs } satisfies ReconnectFrame));
}

export function headsFrame(heads: readonly Head__Output[]): Buffer {
  const frame: HeadsFrame = { op: 'heads', heads: heads.map(conversationHead) };
  return encodeText(JSON.stringify(frame));
}

export function conversationHead(head: Head__Output): ConversationHead {
  const { conversationId, lastSeq, visibleFromSeq, epoch, deliveredSeq, readSeq } = head;
  const kind = head.kind as ConversationKind;
  return { conversationId, kind, lastSeq, visibleFromSeq, epoch, deliveredSeq, readSeq };
}

export function positionsFrame(id: number, reply: PositionsReply__Output): Buffer {
  const conversations = reply.conversations.map(({ conversationId, members, tooMany }) => ({
    conversationId,
    members: members.map(({ userId, deliveredSeq, readSeq, visibleFromSeq }) => ({
      userId,
      deliveredSeq,
      readSeq,
      visibleFromSeq,
    })),
    tooMany,
  }));
  const frame: PositionsAnswerFrame = { op: 'positions', id, conversations };
  return encodeText(JSON.stringify(frame));
}

/** `EventsFrame` around events that logic has encoded. */
export function eventsFrame(events: readonly Buffer[]): Buffer {
  return encodeList('{"op":"events","events":[', events, ']}');
}

/** `SignalsFrame` around signals that logic has encoded. */
export function signalsFrame(signals: readonly Buffer[]): Buffer {
  return encodeList('{"op":"signals","signals":[', signals, ']}');
}

/** `PageFrame` around events that logic has encoded. */
export function pageFrame(
  id: number,
  conversationId: ConversationId,
  { epoch, events, hasMore }: HistoryReply__Output,
): Buffer {
  const head = JSON.stringify({ op: 'page', id, conversationId, epoch });
  return encodeList(`${head.slice(0, -1)},"events":[`, events, `],"hasMore":${hasMore}}`);
}
