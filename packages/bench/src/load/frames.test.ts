import { describe, expect, jest, test } from '@jest/globals';
import { FrameScanner } from './frame-scanner.ts';
import {
  findMarker,
  MARKER_BYTES,
  markerNumber,
  markerPlaces,
  markerText,
  markerTimeUs,
  readNumber,
} from './marker.ts';
import { CLIENT_ID_PLACES, FrameTemplate, maskedFrame } from './masked-frame.ts';

/** What a server makes of a client's frame. */
function unmask(frame: Buffer): string {
  const short = (frame[1] ?? 0) & 0x7f;
  const at = short === 126 ? 4 : 2;
  expect((frame[1] ?? 0) & 0x80).toBe(0x80);
  expect(short === 126 ? frame.readUInt16BE(2) : short).toBe(frame.length - at - 4);
  const mask = frame.subarray(at, at + 4);
  return Buffer.from(frame.subarray(at + 4).map((byte, i) => byte ^ (mask[i % 4] ?? 0))).toString();
}

/** A server's frame. */
function serverFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  if (payload.length < 126) return Buffer.concat([Buffer.from([0x81, payload.length]), payload]);
  const head = Buffer.alloc(payload.length < 65_536 ? 4 : 10);
  head[0] = 0x81;
  head[1] = head.length === 4 ? 126 : 127;
  if (head.length === 4) head.writeUInt16BE(payload.length, 2);
  else head.writeBigUInt64BE(BigInt(payload.length), 2);
  return Buffer.concat([head, payload]);
}

test.each(['', 'a', 'ü'.repeat(62), 'x'.repeat(126), 'y'.repeat(65_535)])(
  'a masked frame is what was said (%#)',
  text => expect(unmask(maskedFrame(text))).toBe(text),
);

test('a template writes numbers into their places and leaves itself as it was', () => {
  const template = new FrameTemplate('{"ü":1####,"t":%%%%%%,"again":####}');
  const first = template.fill(42, 123_456);
  const second = template.fill(9_999, 7);
  expect(unmask(first)).toBe('{"ü":10042,"t":123456,"again":0042}');
  expect(unmask(second)).toBe('{"ü":19999,"t":000007,"again":9999}');
  expect(new FrameTemplate('GET /##', false).fill(7, 0).toString()).toBe('GET /07');
});

test('a clientId has the form and the order of those of the SDK', () => {
  const now = jest.spyOn(Date, 'now').mockReturnValue(1_790_000_000_000);
  const template = new FrameTemplate(CLIENT_ID_PLACES, false);
  const ids = Array.from({ length: 1_000 }, (_, number) => template.fill(number, 0).toString());
  expect(new Set(ids).size).toBe(1_000);
  // Within a millisecond they lie anywhere, and not in the order of their numbers.
  expect(ids.toSorted()).not.toEqual(ids);
  const time = (1_790_000_000_000).toString(36).padStart(9, '0');
  for (const id of ids) expect(id).toMatch(new RegExp(`^${time}[0-9a-z]{14}$`));
  now.mockReturnValue(1_790_000_000_001);
  const later = template.fill(0, 0).toString();
  expect(ids.every(id => id < later)).toBe(true);
  now.mockRestore();
});

describe('the marker', () => {
  test('is found behind text that looks like one, and read', () => {
    const bytes = Buffer.from(`me@example.org @${'1'.repeat(28)} ${markerText(1_234_567.8, 89)}"}`);
    const at = findMarker(bytes, 0, bytes.length);
    expect(markerTimeUs(bytes, at)).toBe(1_234_568);
    expect(markerNumber(bytes, at)).toBe(89);
    expect(findMarker(bytes, at + MARKER_BYTES, bytes.length)).toBe(-1);
    expect(findMarker(bytes, 0, bytes.length - 3)).toBe(-1);
  });

  test('has its places in a text of the size that is asked for', () => {
    const text = new FrameTemplate(markerPlaces(64), false).fill(5, 6).toString();
    expect(text).toBe('x'.repeat(64 - MARKER_BYTES) + markerText(6, 5));
  });

  test('a number ends where its digits end', () => {
    expect(readNumber(Buffer.from('"seq":12,'), 6)).toBe(12);
    expect(readNumber(Buffer.from('"seq":x'), 6)).toBeNaN();
  });
});

test('frames are found however the bytes are cut', () => {
  for (const size of [1, 3, 7, 130, 65_536, 1_000_000]) {
    // Byte by byte only what has few of them.
    const texts = ['', 'a', 'b'.repeat(200), 'c'.repeat(size < 100 ? 1_000 : 70_000), 'd'];
    const stream = Buffer.concat(texts.map(serverFrame));
    const scanner = new FrameScanner();
    const found: string[] = [];
    const chunk = Buffer.alloc(size);
    for (let at = 0; at < stream.length; at += size) {
      // The same memory for each chunk, as a socket reads it.
      const copied = stream.copy(chunk, 0, at, at + size);
      scanner.push(chunk.subarray(0, copied), (_opcode, bytes, from, to) => {
        found.push(bytes.toString('utf8', from, to));
      });
    }
    expect(found).toEqual(texts);
    expect(scanner.pendingBytes).toBe(0);
  }
});

test('a fragmented frame is refused: to skip it would be to miss messages', () => {
  expect(() => new FrameScanner().push(Buffer.from([0x01, 0x00]), () => {})).toThrow('fragmented');
});
