import { expect, test } from '@jest/globals';
import { check } from '@parley/wire/schemas';
import fc from 'fast-check';
import { sendReader, sendSchema } from './read-send.ts';

const limits = { textChars: 8 };
const schema = sendSchema(limits);
const read = sendReader(limits);

/** What the schema makes of a body; undefined when it refuses it. */
function judge(text: string): unknown {
  try {
    const { body, ...send } = check(schema, JSON.parse(text));
    return { ...send, body: JSON.stringify(body) };
  } catch {
    return undefined;
  }
}

function readOrRefuse(text: string): unknown {
  try {
    return read(text);
  } catch {
    return undefined;
  }
}

const unit = fc.constantFrom(
  ...Array.from('"\\/bnu{}:, 09ax~é€\u0000\u001f\n\u007f\u2028'),
  '\\n',
  '\\"',
  '\\u0000',
  '\\u000a',
  '\\ud83d',
  '\\/',
  '😀',
  '\ud83d',
);
const written = fc.oneof(
  fc.string({ unit, maxLength: 10 }),
  fc.string({ unit: 'binary', maxLength: 9 }).map(text => JSON.stringify(text).slice(1, -1)),
);
const clientId = fc.oneof(fc.stringMatching(/^[!#-[\]-~]{1,66}$/), written);
const send = fc
  .tuple(clientId, written)
  .map(([id, text]) => `{"clientId":"${id}","body":{"kind":"text","text":"${text}"}}`);
/** With something put in, or taken out, anywhere. */
const damaged = fc
  .tuple(send, fc.nat(100), fc.nat(2), fc.oneof(fc.constant(''), unit))
  .map(([text, at, gone, put]) => text.slice(0, at) + put + text.slice(at + gone));

test('a send is read as the schema reads it, parsed or not', () => {
  fc.assert(
    fc.property(fc.oneof(send, damaged), text => {
      expect(readOrRefuse(text)).toEqual(judge(text));
    }),
    { numRuns: 3_000 },
  );
});

test('a usual send is not parsed', () => {
  const { parse } = JSON;
  JSON.parse = () => {
    throw new Error('parsed');
  };
  try {
    const text = String.raw`{"kind":"text","text":"a\nb"}`;
    expect(read(`{"clientId":"c-1","body":${text}}`)).toEqual({ clientId: 'c-1', body: text });
  } finally {
    JSON.parse = parse;
  }
});
