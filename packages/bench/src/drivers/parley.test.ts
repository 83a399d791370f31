import { expect, test } from '@jest/globals';
import type { LogEvent, ServerFrame } from '@parley/wire';
import { markerText } from '../load/marker.ts';
import { FrameTemplate } from '../load/masked-frame.ts';
import { PayloadCache } from '../load/payload-cache.ts';
import { emptyReading } from '../load/shared-text.ts';
import { parley, parleyHttp } from './parley.ts';

const person = { token: 't.t.t', deviceId: 'bench-7', userId: '7', subscribeTo: [] };

function event(seq: number, number: number) {
  const message = {
    conversationId: '123',
    seq,
    messageId: `${900 + seq}`,
    senderId: '7',
    createdAtMs: 1,
  };
  const body = { kind: 'text', text: `x${markerText(5_000 + number, number)}` } as const;
  return { ...message, type: 'message', clientId: 'c', body } as const;
}

function read(frame: ServerFrame) {
  const reading = emptyReading();
  parley.read(Buffer.from(JSON.stringify(frame)), reading);
  return reading;
}

test('events are read by scanning, as many as a frame has', () => {
  const { events } = read({ op: 'events', events: [event(4, 0), event(5, 1)] });
  expect(events).toEqual([123, 4, 904, 5_000, 0, 123, 5, 905, 5_001, 1]);
});

test('an event that is no message counts for the order', () => {
  const { body: _body, clientId: _clientId, ...base } = event(4, 0);
  const said = { userIds: ['7'], title: 'a@b' };
  const created: LogEvent = { ...base, type: 'created', body: said };
  const { events } = read({ op: 'events', events: [created, event(5, 1)] });
  expect(events).toEqual([123, 4, 904, Number.NaN, Number.NaN, 123, 5, 905, 5_001, 1]);
});

test('an acknowledgement tells the message and its place', () => {
  const place = { conversationId: '123', seq: 9, messageId: '909', createdAtMs: 1 };
  const reading = read({ op: 'sent', id: 1_000_000_042, ...place });
  expect(reading).toMatchObject({ acks: [42], ackPlaces: [123, 9, 909], events: [], refused: 0 });
});

test('an error is a refusal, and other frames are nothing', () => {
  const error = { code: 'overloaded', message: 'Later.', retryable: true } as const;
  expect(read({ op: 'error', id: 3, error }).refused).toBe(1);
  expect(read({ op: 'pong', id: 3 })).toEqual(emptyReading());
});

test('what is sent is valid JSON with the number in its id and clientId', () => {
  const { via, text } = parley.send(person, '123', 'hello');
  expect(via).toBe('socket');
  expect(JSON.parse(new FrameTemplate(text, false).fill(42, 0).toString())).toEqual({
    op: 'send',
    id: 1_000_000_042,
    conversationId: '123',
    clientId: expect.stringMatching(/^[0-9a-z]{13}0000000042$/),
    body: { kind: 'text', text: 'hello' },
  });
});

test('over HTTP it is a whole request', () => {
  const { via, text } = parleyHttp.send(person, '123', 'hello');
  const request = new FrameTemplate(text, false).fill(42, 0).toString();
  const [head = '', body = ''] = request.split('\r\n\r\n');
  expect(via).toBe('http');
  expect(head).toContain('POST /v1/conversations/123/messages HTTP/1.1\r\n');
  expect(head).toContain(`Content-Length: ${Buffer.byteLength(body)}`);
  expect(JSON.parse(body)).toEqual({
    clientId: expect.stringMatching(/^[0-9a-z]{13}0000000042$/),
    body: { kind: 'text', text: 'hello' },
  });
});

test('a refused hello says why', () => {
  const error = { code: 'unauthenticated', message: 'No.', retryable: false };
  const frame = JSON.stringify({ op: 'error', id: 1, error });
  expect(() => parley.greet(frame, person)).toThrow('unauthenticated: No.');
});

test('the cache reads the same bytes once, and others of the same length again', () => {
  const cache = new PayloadCache(parley);
  const bytes = (number: number) =>
    Buffer.from(JSON.stringify({ op: 'events', events: [event(1, number)] }));
  const first = cache.read(bytes(1), 0, bytes(1).length);
  expect(cache.read(bytes(1), 0, bytes(1).length)).toBe(first);
  const second = cache.read(bytes(2), 0, bytes(2).length);
  expect(second.reading.events.at(-1)).toBe(2);
  expect(first.reading.events.at(-1)).toBe(1);
});
