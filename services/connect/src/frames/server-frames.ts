import type {
  Head__Output,
  HeadsReply__Output,
  HistoryReply__Output,
  PositionsReply__Output,
  SendReply__Output,
} from '@parley/contracts';
import type { ConversationId, ParleyError } from '@parley/core';
import type {
  ComparedFrame,
  Comparison,
  ConversationHead,
  ConversationKind,
  ErrorFrame,
  HeadsFrame,
  PongFrame,
  PositionsAnswerFrame,
  Presence,
  PresencesFrame,
  ReconnectFrame,
  WelcomeFrame,
} from '@parley/wire';
import { encodeList, encodeText } from './encode-frame.ts';

export function welcomeFrame(frame: Omit<WelcomeFrame, 'op'>): Buffer {
  return encodeText(JSON.stringify({ op: 'welcome', ...frame } satisfies WelcomeFrame));
}

export function comparedFrame(id: number, reply: HeadsReply__Output): Buffer {
  const frame: ComparedFrame = { op: 'compared', id, ...comparison(reply) };
  return encodeText(JSON.stringify(frame));
}

export function comparison({ heads, gone, upToId }: HeadsReply__Output): Comparison {
  return { heads: heads.map(conversationHead), gone, ...(upToId === '' ? {} : { upToId }) };
}

/** `SentFrame`. */
export function sentFrame(id: number, reply: SendReply__Output): Buffer {
  const { conversationId, seq, messageId, createdAtMs } = reply;
  // Ids are digits, there is nothing to escape; and of all answers this is the frequent one.
  return encodeText(
    `{"op":"sent","id":${id},"conversationId":"${conversationId}","seq":${seq},` +
      `"messageId":"${messageId}","createdAtMs":${createdAtMs}}`,
  );
}

export function presencesFrame(id: number, presences: Presence[]): Buffer {
  const frame: PresencesFrame = { op: 'presences', id, presences };
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

/** So many heads go into one frame: about 75 KB. */
export const HEADS_PER_FRAME = 500;

/** As many frames as it takes. */
export function headsFrames(heads: readonly Head__Output[]): Buffer[] {
  const frames: Buffer[] = [];
  for (let at = 0; at < heads.length; at += HEADS_PER_FRAME) {
    const some = heads.slice(at, at + HEADS_PER_FRAME).map(conversationHead);
    frames.push(encodeText(JSON.stringify({ op: 'heads', heads: some } satisfies HeadsFrame)));
  }
  return frames;
}

function conversationHead(head: Head__Output): ConversationHead {
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
