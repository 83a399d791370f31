import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Inbox, MessageReader } from '../../src/websocket/message-reader.ts';
import {
  BINARY,
  CLOSE,
  clientFrame,
  closePayload,
  inFragments,
  PING,
  PONG,
  TEXT,
} from './client-frames.ts';

const MAX_BYTES = 1_000;

/** What comes of these bytes, read in these pieces. */
function readAll(pieces: Iterable<Buffer>) {
  const seen: string[] = [];
  const inbox: Inbox = {
    onMessage: (data, isBinary) =>
      seen.push(`${isBinary ? 'bytes' : 'text'} ${data.toString('hex')}`),
    onPing: payload => seen.push(`ping ${payload.toString('hex')}`),
    onPong: () => seen.push('pong'),
    onClose: code => seen.push(`close ${code}`),
  };
  const reader = new MessageReader(MAX_BYTES);
  for (const piece of pieces) {
    // What is read is overwritten.
    const fault = reader.read(Buffer.from(piece), inbox);
    if (fault !== undefined) seen.push(`fault ${fault.code}`);
  }
  return { seen, isIdle: reader.isIdle };
}

/** Cuts at these places, as far as there are so many bytes. */
function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const at = [0, ...places.map(place => place % (bytes.length + 1)).toSorted((a, b) => a - b)];
  return at.map((from, i) => bytes.subarray(from, at[i + 1] ?? bytes.length));
}

const places = fc.array(fc.nat(), { maxLength: 30 });
const payload = fc.uint8Array({ maxLength: 300 }).map(bytes => Buffer.from(bytes));
const shortPayload = fc.uint8Array({ maxLength: 125 }).map(bytes => Buffer.from(bytes));

interface Sent {
  frames: Buffer[];
  expected: string;
}

const control = fc.oneof(
  shortPayload.map(
    (data): Sent => ({
      frames: [clientFrame(PING, data)],
      expected: `ping ${data.toString('hex')}`,
    }),
  ),
  shortPayload.map((data): Sent => ({ frames: [clientFrame(PONG, data)], expected: 'pong' })),
);
const text = fc.array(fc.string({ unit: 'binary', maxLength: 30 }), { minLength: 1, maxLength: 5 });
const message = fc.oneof(
  // Well-formed as a whole, cut where it may be in the middle of a character.
  fc.tuple(text, places).map(([parts, at]): Sent => {
    const bytes = Buffer.from(parts.join('').toWellFormed());
    const frames = inFragments(TEXT, ...cut(bytes, at));
    return { frames, expected: `text ${bytes.toString('hex')}` };
  }),
  fc.array(payload, { minLength: 1, maxLength: 3 }).map(
    (pieces): Sent => ({
      frames: inFragments(BINARY, ...pieces),
      expected: `bytes ${Buffer.concat(pieces).toString('hex')}`,
    }),
  ),
);

describe('whatever the pieces that bytes come in', () => {
  test('the messages of a client are the same', () => {
    const item = fc.tuple(message, fc.array(control, { maxLength: 3 }));
    fc.assert(
      fc.property(fc.array(item, { maxLength: 6 }), places, (items, at) => {
        const expected: string[] = [];
        const frames = items.flatMap(([sent, controls]) => {
          // Control frames stand between the fragments of the message, before its last one.
          expected.push(...controls.map(one => one.expected), sent.expected);
          const before = controls.flatMap(one => one.frames);
          return [...sent.frames.slice(0, -1), ...before, ...sent.frames.slice(-1)];
        });
        const { seen, isIdle } = readAll(cut(Buffer.concat(frames), at));
        expect(seen).toEqual(expected);
        expect(isIdle).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  test('so is what comes of any bytes at all, and nothing is ever thrown', () => {
    // Half of them begin well: pure noise hardly ever gets past the first byte.
    const start = fc.constantFrom(
      Buffer.alloc(0),
      clientFrame(TEXT, 'fine'),
      clientFrame(TEXT, 'begun', { isFinal: false }),
      clientFrame(CLOSE, closePayload(4_000, 'bye')),
    );
    const header = fc
      .tuple(fc.constantFrom(0x00, 0x01, 0x80, 0x81, 0x82, 0x88, 0x89, 0x8a), fc.nat(300))
      .map(([first, length]) =>
        length < 126
          ? Buffer.from([first, 0x80 | length])
          : Buffer.from([first, 0xfe, length >> 8, length & 0xff]),
      );
    const noise = fc.array(fc.oneof(header, payload), { maxLength: 8 });
    fc.assert(
      fc.property(start, noise, places, (first, rest, at) => {
        const bytes = Buffer.concat([first, ...rest]);
        const inOne = readAll([bytes]);
        expect(readAll(cut(bytes, at))).toEqual(inOne);
        expect(readAll(Array.from(bytes, byte => Buffer.from([byte])))).toEqual(inOne);
        expect(inOne.seen.filter(one => /^(fault|close)/.test(one)).length).toBeLessThan(2);
      }),
      { numRuns: 200 },
    );
  });
});

test('after a close frame or a fault nothing is heard, and it is not taken for idle', () => {
  const behind = clientFrame(TEXT, 'behind');
  const closed = readAll([clientFrame(CLOSE, closePayload(1_000)), behind]);
  expect(closed).toEqual({ seen: ['close 1000'], isIdle: false });
  const wrong = readAll([clientFrame(TEXT, 'x', { isMasked: false }), behind]);
  expect(wrong).toEqual({ seen: ['fault 1002'], isIdle: false });
});
