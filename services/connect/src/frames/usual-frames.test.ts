import { describe, expect, test } from '@jest/globals';
import { DEFAULT_LIMITS } from '@parley/wire';
import { check, clientFrameSchemas } from '@parley/wire/schemas';
import fc from 'fast-check';
import { readUsual } from './usual-frames.ts';

const limits = { ...DEFAULT_LIMITS, textChars: 8 };
const schemas = clientFrameSchemas(limits);

/** What the schemas make of a frame; undefined when they refuse it. */
function judge(text: string): unknown {
  try {
    const frame = JSON.parse(text) as { op: 'send' | 'ack' | 'read' };
    const checked = check<object>(schemas[frame.op], frame);
    return 'body' in checked ? { ...checked, body: JSON.stringify(checked.body) } : checked;
  } catch {
    return undefined;
  }
}

const NASTY = [
  ...Array.from('"\\/bfnrtu{}:, 019ax~é€'),
  '\\n',
  '\\"',
  '\\u0000',
  '\\u000a',
  '\\ud83d',
  '\\/',
];
const unit = fc.constantFrom(
  ...NASTY,
  '\u0000',
  '\u001f',
  '\n',
  '\u007f',
  '\u2028',
  '😀',
  '\ud83d',
);
const raw = fc.string({ unit, maxLength: 10 });
const written = fc.oneof(
  raw,
  fc.string({ unit: 'binary', maxLength: 9 }).map(text => JSON.stringify(text).slice(1, -1)),
);
/** Mostly right, so that whole frames are. */
const number = { weight: 6, arbitrary: fc.nat().map(String) };
const name = { weight: 6, arbitrary: fc.stringMatching(/^[!#-[\]-~]{1,66}$/) };
const count = fc.oneof(
  number,
  fc.constantFrom('0', '00', '-0', '1e3', '1.0', '999999999999999', '9007199254740993', '"1"'),
);
const id = fc.oneof(
  number,
  fc.constantFrom('0', '01', '9999999999999999', '10000000000000000', ''),
  raw,
);
const clientId = fc.oneof(name, written);

const send = fc
  .tuple(count, id, clientId, written)
  .map(
    ([request, conversation, client, text]) =>
      `{"op":"send","id":${request},"conversationId":"${conversation}","clientId":"${client}",` +
      `"body":{"kind":"text","text":"${text}"}}`,
  );
const mark = fc
  .tuple(fc.constantFrom('ack', 'read', 'send', 'acks'), id, count)
  .map(
    ([op, conversation, seq]) => `{"op":"${op}","conversationId":"${conversation}","seq":${seq}}`,
  );
/** With something put in, or taken out, anywhere. */
const damaged = fc
  .tuple(fc.oneof(send, mark), fc.nat(200), fc.nat(2), fc.oneof(fc.constant(''), unit))
  .map(([text, at, gone, put]) => text.slice(0, at) + put + text.slice(at + gone));

describe('a usual frame', () => {
  test('is read as the schemas read it, or left to them', () => {
    const seen = { read: 0, left: 0 };
    fc.assert(
      fc.property(fc.oneof(send, mark, damaged), text => {
        const usual = readUsual(text, limits);
        seen[usual === undefined ? 'left' : 'read'] += 1;
        if (usual !== undefined) expect(usual).toStrictEqual(judge(text));
      }),
      { numRuns: 5_000 },
    );
    expect(Math.min(seen.read, seen.left)).toBeGreaterThan(500);
  });

  test.each([
    ['plain', 'Hello, you', DEFAULT_LIMITS.textChars],
    ['short', 'x', 1],
    ['long', 'x'.repeat(8_000), 8_000],
    ['escaped and rare', 'два "слова"\n\tи \\ 😀 \u2028', 30],
  ])('with a text that is %s is not left', (_, text, textChars) => {
    const body = { kind: 'text', text };
    const frame = { op: 'send', id: 7, conversationId: '12', clientId: 'd-1', body };
    const usual = readUsual(JSON.stringify(frame), { textChars });
    expect(usual).toEqual({ ...frame, body: JSON.stringify(body) });
  });

  test.each([
    { op: 'ack', conversationId: '12', seq: 0 },
    { op: 'read', conversationId: '9999999999999999', seq: 999_999_999_999_999 },
  ])('%j is not left', frame => {
    expect(readUsual(JSON.stringify(frame), limits)).toEqual(frame);
  });

  test('that is as long as a frame may be, and wrong at its end, is left soon', () => {
    for (const filler of ['x', '\\n']) {
      const text = filler.repeat(DEFAULT_LIMITS.frameBytes / filler.length);
      expect(
        readUsual(
          `{"op":"send","id":1,"conversationId":"1","clientId":"c","body":{"kind":"text","text":"${text}"}`,
          DEFAULT_LIMITS,
        ),
      ).toBeUndefined();
    }
  });
});
