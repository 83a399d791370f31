import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import {
  BINARY,
  CLOSE,
  CONTINUATION,
  chopped,
  clientFrame,
  closePayload,
  inFragments,
  PING,
  PONG,
  TEXT,
} from './client-frames.ts';
import { MAX_MESSAGE_BYTES, startEchoServer } from './echo-server.ts';

// The cases of Autobahn's test suite, category by category (8, 11, 12 and 13 have none, or are about
// compression, which is never offered). Each ends with a close frame, so that what came is all.

let server: Awaited<ReturnType<typeof startEchoServer>>;
beforeAll(async () => {
  server = await startEchoServer();
});
afterAll(() => server.close());
afterEach(() => {
  // Whatever a client did, the server told of it once.
  for (const { lost, gone } of server.peers) {
    expect(lost.length).toBeLessThanOrEqual(1);
    expect(gone).toBeLessThanOrEqual(1);
  }
});

const GOODBYE = clientFrame(CLOSE, closePayload(1000));

/** All that the server sends after these bytes; a proper goodbye follows them. */
async function exchange(...pieces: Buffer[]): Promise<string[]> {
  const client = await server.connect();
  await client.send(...pieces, GOODBYE);
  return client.untilEnd();
}

const FINE = 'close 1000';
const VIOLATION = 'close 1002';
const octets = (...pieces: Buffer[]) => chopped(Buffer.concat(pieces), 1);

describe('1 framing', () => {
  const sizes = [0, 1, 125, 126, 127, 128, 65_535, 65_536];
  test.each(sizes)('1.1 a text of %d bytes', async size => {
    const text = '*'.repeat(size);
    expect(await exchange(clientFrame(TEXT, text))).toEqual([`text ${text}`.trimEnd(), FINE]);
  });

  test.each(sizes)('1.2 %d bytes that are no text', async size => {
    const frames = await exchange(clientFrame(BINARY, Buffer.alloc(size, 0xfe)));
    expect(frames).toEqual([`text ${size} bytes`, FINE]);
  });

  test('1.1.8 in pieces of 997', async () => {
    const text = '*'.repeat(65_536);
    const frames = await exchange(...chopped(clientFrame(TEXT, text), 997));
    expect(frames).toEqual([`text ${text}`, FINE]);
  });

  test('a frame that is not masked', async () => {
    expect(await exchange(clientFrame(TEXT, 'a', { isMasked: false }))).toEqual([VIOLATION]);
  });

  test('a length in more bytes than it needs', async () => {
    const long = Buffer.from([0x81, 0xff, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0x68, 0x69]);
    expect(await exchange(long)).toEqual(['text hi', FINE]);
  });
});

describe('2 pings and pongs', () => {
  test.each(['', 'Hello, world!', '\u0000', 'x'.repeat(125)])('2.1–2.4 %j', async payload => {
    const pong = `pong ${payload}`.trimEnd();
    expect(await exchange(clientFrame(PING, payload))).toEqual([pong, FINE]);
    expect(await exchange(...octets(clientFrame(PING, payload)))).toEqual([pong, FINE]);
  });

  test('2.5 too long', async () => {
    expect(await exchange(clientFrame(PING, 'x'.repeat(126)))).toEqual([VIOLATION]);
  });

  test('2.7–2.9 a pong that nobody asked for', async () => {
    const pongs = [clientFrame(PONG), clientFrame(PONG, 'unasked')];
    const frames = await exchange(...pongs, clientFrame(PING, 'asked'));
    expect(frames).toEqual(['pong asked', FINE]);
  });

  test('2.10–2.11 ten', async () => {
    const names = Array.from({ length: 10 }, (_, i) => `ping-${i}`);
    const pings = names.map(name => clientFrame(PING, name));
    const expected = [...names.map(name => `pong ${name}`), FINE];
    expect(await exchange(...pings)).toEqual(expected);
    expect(await exchange(...octets(...pings))).toEqual(expected);
  });
});

describe('3 reserved bits', () => {
  test.each([1, 2, 3, 4, 5, 6, 7])('3.%d after a text', async reserved => {
    for (const opcode of [TEXT, BINARY, CLOSE, PING, PONG]) {
      const wrong = clientFrame(opcode, 'wrong', { reserved });
      const behind = clientFrame(PING);
      const all = [clientFrame(TEXT, 'fine'), wrong, behind];
      expect(await exchange(...all)).toEqual(['text fine', VIOLATION]);
      expect(await exchange(...octets(...all))).toEqual(['text fine', VIOLATION]);
    }
  });
});

describe('4 opcodes', () => {
  test.each([3, 4, 5, 6, 7, 11, 12, 13, 14, 15])('4.1–4.2 %d is not known', async opcode => {
    const wrong = [clientFrame(opcode), clientFrame(PING)];
    expect(await exchange(...wrong)).toEqual([VIOLATION]);
    expect(await exchange(clientFrame(TEXT, 'fine'), ...wrong)).toEqual(['text fine', VIOLATION]);
    expect(await exchange(clientFrame(opcode, 'with payload'))).toEqual([VIOLATION]);
  });
});

describe('5 fragments', () => {
  test.each([PING, PONG])('5.1–5.2 a control frame (%d) in fragments', async opcode => {
    expect(await exchange(...inFragments(opcode, 'a', 'b'))).toEqual([VIOLATION]);
  });

  test('5.3–5.5 a text in two', async () => {
    const fragments = inFragments(TEXT, 'fragment1', 'fragment2');
    const expected = ['text fragment1fragment2', FINE];
    expect(await exchange(...fragments)).toEqual(expected);
    expect(await exchange(Buffer.concat(fragments))).toEqual(expected);
    expect(await exchange(...octets(...fragments))).toEqual(expected);
  });

  test('5.6–5.8 a ping in between is answered first', async () => {
    const [one, two] = inFragments(TEXT, 'fragment1', 'fragment2');
    const all = [one ?? GOODBYE, clientFrame(PING, 'now'), two ?? GOODBYE];
    const expected = ['pong now', 'text fragment1fragment2', FINE];
    expect(await exchange(...all)).toEqual(expected);
    expect(await exchange(Buffer.concat(all))).toEqual(expected);
    expect(await exchange(...octets(...all))).toEqual(expected);
  });

  test.each([true, false])('5.9–5.14 nothing to continue (final: %s)', async isFinal => {
    const wrong = clientFrame(CONTINUATION, 'nothing', { isFinal });
    expect(await exchange(wrong, clientFrame(TEXT, 'late'))).toEqual([VIOLATION]);
    expect(await exchange(...octets(wrong))).toEqual([VIOLATION]);
  });

  test('5.15–5.17 nothing to continue, after a message in fragments', async () => {
    const wrong = clientFrame(CONTINUATION, 'nothing', { isFinal: false });
    const frames = await exchange(...inFragments(TEXT, 'a', 'b'), wrong);
    expect(frames).toEqual(['text ab', VIOLATION]);
  });

  test('5.18 a message within a message', async () => {
    const [begun = GOODBYE] = inFragments(TEXT, 'a', 'b');
    expect(await exchange(begun, clientFrame(TEXT, 'other'))).toEqual([VIOLATION]);
    expect(await exchange(begun, clientFrame(BINARY, 'other'))).toEqual([VIOLATION]);
  });

  test('5.19–5.20 five fragments, pings in between', async () => {
    const [a, b, c, d, e] = inFragments(TEXT, '1', '2', '3', '4', '5');
    const pings = [clientFrame(PING, 'one'), clientFrame(PING, 'two')];
    const all = [a, b, pings[0], c, d, pings[1], e].map(frame => frame ?? GOODBYE);
    expect(await exchange(...all)).toEqual(['pong one', 'pong two', 'text 12345', FINE]);
  });

  test('fragments without a byte', async () => {
    expect(await exchange(...inFragments(TEXT, '', '', ''))).toEqual(['text', FINE]);
    expect(await exchange(...inFragments(TEXT, '', 'in the middle', ''))).toEqual([
      'text in the middle',
      FINE,
    ]);
  });
});

describe('6 UTF-8', () => {
  const valid = [
    'Hello-µ@ßöäüàá-UTF-8!!',
    'κόσμε',
    '\u0000\u007f\u0080\u07ff\u0800\uffff',
    '\ud7ff\ue000\ufffd\ufffe',
    '\u{10000}\u{10ffff}\u{fdd0}\u{1fffe}',
  ];
  test.each(valid)('6.2, 6.5–6.23 %j, also cut in its characters', async text => {
    const bytes = Buffer.from(text);
    expect(await exchange(clientFrame(TEXT, text))).toEqual([`text ${text}`, FINE]);
    const fragments = inFragments(TEXT, ...chopped(bytes, 1));
    expect(await exchange(...fragments)).toEqual([`text ${text}`, FINE]);
    expect(await exchange(...octets(clientFrame(TEXT, text)))).toEqual([`text ${text}`, FINE]);
  });

  const invalid = [
    ['a surrogate', 'cebae1bdb9cf83cebcceb5eda080656469746564'],
    ['beyond 10FFFF', 'cebae1bdb9cf83cebcceb5f4908080656469746564'],
    ['a first byte alone', 'c2'],
    ['a character that is not finished', 'e282'],
    ['four bytes that are not finished', 'f09f98'],
    ['a continuation alone', '80'],
    ['impossible bytes', 'fe'],
    ['impossible bytes', 'ff'],
    ['five bytes', 'f888808080'],
    ['six bytes', 'fc8480808080'],
    ['an overlong slash', 'c0af'],
    ['an overlong slash in three', 'e080af'],
    ['an overlong slash in four', 'f08080af'],
    ['an overlong NUL', 'c080'],
    ['a pair of surrogates', 'eda080edb080'],
  ] as const;
  test.each(invalid)('6.3–6.4, 6.6–6.21 %s (%s)', async (_what, hex) => {
    const bytes = Buffer.from(hex, 'hex');
    expect(await exchange(clientFrame(TEXT, bytes))).toEqual(['close 1007']);
    expect(await exchange(...inFragments(TEXT, ...chopped(bytes, 1), ''))).toEqual(['close 1007']);
    expect(await exchange(clientFrame(BINARY, bytes))).toEqual([
      `text ${bytes.length} bytes`,
      FINE,
    ]);
  });
});

describe('7 closing', () => {
  test('7.1.1–7.1.6 after a close frame nothing is heard', async () => {
    const [begun = GOODBYE, rest = GOODBYE] = inFragments(TEXT, 'a', 'b');
    const text = clientFrame(TEXT, 'late');
    expect(await exchange(clientFrame(TEXT, 'in time'), GOODBYE)).toEqual(['text in time', FINE]);
    expect(await exchange(GOODBYE, GOODBYE)).toEqual([FINE]);
    expect(await exchange(GOODBYE, clientFrame(PING))).toEqual([FINE]);
    expect(await exchange(Buffer.concat([GOODBYE, text]))).toEqual([FINE]);
    expect(await exchange(GOODBYE, text)).toEqual([FINE]);
    expect(await exchange(begun, GOODBYE, rest)).toEqual([FINE]);
  });

  test('7.3.1 without a code', async () => {
    expect(await exchange(clientFrame(CLOSE))).toEqual(['close']);
    expect(server.peers.at(-1)?.lost).toEqual([1005]);
  });

  test('7.3.2 with half a code', async () => {
    expect(await exchange(clientFrame(CLOSE, 'a'))).toEqual([VIOLATION]);
  });

  test('7.3.3–7.3.5 with a reason as long as it may be', async () => {
    for (const reason of ['', 'Hello World!', '*'.repeat(123)]) {
      expect(await exchange(clientFrame(CLOSE, closePayload(1000, reason)))).toEqual([FINE]);
    }
  });

  test('7.3.6 with a reason that is too long', async () => {
    const payload = closePayload(1000, '*'.repeat(124));
    expect(await exchange(clientFrame(CLOSE, payload))).toEqual([VIOLATION]);
  });

  test('7.5.1 with a reason that is not UTF-8', async () => {
    const payload = closePayload(1000, Buffer.from('cebae1bdb9cf83eda080', 'hex'));
    expect(await exchange(clientFrame(CLOSE, payload))).toEqual(['close 1007']);
  });

  const allowed = [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1014, 3000, 3999];
  test.each([...allowed, 4000, 4999])('7.7 %d is a code', async code => {
    expect(await exchange(clientFrame(CLOSE, closePayload(code)))).toEqual([`close ${code}`]);
    expect(server.peers.at(-1)?.lost).toEqual([code]);
  });

  const forbidden = [0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535];
  test.each(forbidden)('7.9, 7.13 %d is none', async code => {
    expect(await exchange(clientFrame(CLOSE, closePayload(code)))).toEqual([VIOLATION]);
    expect(server.peers.at(-1)?.lost).toEqual([1002]);
  });
});

describe('9 limits', () => {
  const most = '*'.repeat(MAX_MESSAGE_BYTES);

  test.each([64, 256, 1_024, 4_096, 16_384])('9.3–9.4 in fragments of %d', async size => {
    const pieces = chopped(Buffer.from(most), size);
    expect(await exchange(...inFragments(TEXT, ...pieces))).toEqual([`text ${most}`, FINE]);
    const oneMore = await exchange(...inFragments(TEXT, ...pieces, '*'));
    expect(oneMore).toEqual(['close 1009']);
  });

  test('one byte more', async () => {
    expect(await exchange(clientFrame(TEXT, `${most}*`))).toEqual(['close 1009']);
  });

  test.each(['00000001000000ff', '7fffffffffffffff', 'ffffffffffffffff', '0000000000010001'])(
    'a length of 0x%s is refused before it comes',
    async length => {
      const head = Buffer.concat([Buffer.from([0x82, 0xff]), Buffer.from(length, 'hex')]);
      expect(await exchange(Buffer.concat([head, Buffer.alloc(4)]))).toEqual(['close 1009']);
    },
  );

  test('9.7–9.8 a thousand texts', async () => {
    const texts = Array.from({ length: 1_000 }, (_, i) => `${i}`.repeat(16));
    const frames = await exchange(Buffer.concat(texts.map(text => clientFrame(TEXT, text))));
    expect(frames).toEqual([...texts.map(text => `text ${text}`), FINE]);
  });
});

describe('10 any fragmentation', () => {
  test('10.1.1 in frames of 1300, in packets of 997', async () => {
    const text = '*'.repeat(65_536);
    const fragments = inFragments(TEXT, ...chopped(Buffer.from(text), 1_300));
    const frames = await exchange(...chopped(Buffer.concat(fragments), 997));
    expect(frames).toEqual([`text ${text}`, FINE]);
  });
});
