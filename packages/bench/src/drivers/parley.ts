import { CONNECT_PATH, type HelloFrame, PROTOCOL_VERSION, type ServerFrame } from '@parley/wire';
import { findMarker, markerNumber, markerTimeUs, readNumber } from '../load/marker.ts';
import { CLIENT_ID_PLACES } from '../load/masked-frame.ts';
import type { Driver, Reading } from './driver.ts';

const EVENTS = Buffer.from('{"op":"events"');
const SENT = Buffer.from('{"op":"sent","id":');
const ERROR = Buffer.from('{"op":"error"');
const CONVERSATION = Buffer.from('{"conversationId":"');
const SEQ = Buffer.from('"seq":');
const MESSAGE_ID = Buffer.from('"messageId":"');
/** Requests are numbered from here, so that their width never changes. */
const FIRST_ID = 1_000_000_000;

/** Parley's own protocol (packages/wire). */
export const parley: Driver = {
  name: 'parley',
  order: 'log',
  path: () => CONNECT_PATH,
  opening: ({ token, deviceId }) => {
    const hello: HelloFrame = {
      op: 'hello',
      id: 1,
      protocol: PROTOCOL_VERSION,
      token,
      deviceId,
      heads: [],
    };
    return [JSON.stringify(hello)];
  },
  greet: text => {
    const frame = JSON.parse(text) as ServerFrame;
    if (frame.op === 'error') throw new Error(`${frame.error.code}: ${frame.error.message}`);
    return { say: [], ready: frame.op === 'welcome' };
  },
  read: (payload, reading) => {
    if (startsWith(payload, EVENTS)) readEvents(payload, reading);
    else if (startsWith(payload, SENT)) readSent(payload, reading);
    else if (startsWith(payload, ERROR)) reading.refused += 1;
  },
  send: (_person, conversationId, text) => ({
    via: 'socket',
    text:
      `{"op":"send","id":1#########,"conversationId":"${conversationId}",` +
      `"clientId":"${CLIENT_ID_PLACES}","body":{"kind":"text","text":"${text}"}}`,
  }),
};

/** The same server, sent to by POST /v1/conversations/{id}/messages. */
export const parleyHttp: Driver = {
  ...parley,
  name: 'parley over HTTP',
  send: ({ token }, conversationId, text) => {
    const body = `{"clientId":"${CLIENT_ID_PLACES}","body":{"kind":"text","text":"${text}"}}`;
    return {
      via: 'http',
      text:
        `POST /v1/conversations/${conversationId}/messages HTTP/1.1\r\nHost: parley\r\n` +
        `Authorization: Bearer ${token}\r\nContent-Type: application/json\r\n` +
        `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    };
  },
};

function startsWith(payload: Buffer, head: Buffer): boolean {
  return (
    payload.length >= head.length && payload.compare(head, 0, head.length, 0, head.length) === 0
  );
}

/** Events are found by how each begins; one without a marker (a membership) counts for the order alone. */
function readEvents(payload: Buffer, reading: Reading): void {
  let at = payload.indexOf(CONVERSATION);
  while (at !== -1) {
    const next = payload.indexOf(CONVERSATION, at + CONVERSATION.length);
    const end = next === -1 ? payload.length : next;
    const seqAt = payload.indexOf(SEQ, at);
    const idAt = payload.indexOf(MESSAGE_ID, seqAt);
    const marker = findMarker(payload, idAt, end);
    reading.events.push(
      readNumber(payload, at + CONVERSATION.length),
      readNumber(payload, seqAt + SEQ.length),
      readNumber(payload, idAt + MESSAGE_ID.length),
      marker === -1 ? Number.NaN : markerTimeUs(payload, marker),
      marker === -1 ? Number.NaN : markerNumber(payload, marker),
    );
    at = next;
  }
}

function readSent(payload: Buffer, reading: Reading): void {
  const conversationAt = payload.indexOf('"conversationId":"', SENT.length) + 18;
  reading.acks.push(readNumber(payload, SENT.length) - FIRST_ID);
  reading.ackPlaces.push(
    readNumber(payload, conversationAt),
    readNumber(payload, payload.indexOf(SEQ, conversationAt) + SEQ.length),
    readNumber(payload, payload.indexOf(MESSAGE_ID, conversationAt) + MESSAGE_ID.length),
  );
}
