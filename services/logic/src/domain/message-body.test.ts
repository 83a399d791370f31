import { expect, test } from '@jest/globals';
import { ParleyError } from '@parley/core';
import fc from 'fast-check';
import { bodyChecker } from './message-body.ts';

const checkBody = bodyChecker({ textChars: 20 });

test('the same content is the same text, however it was written', () => {
  const canonical = '{"kind":"text","text":"hi"}';
  expect(checkBody('{"kind":"text","text":"hi"}').body).toBe(canonical);
  expect(checkBody('{ "text":"\\u0068i", "color":"red", "kind":"text" }').body).toBe(canonical);
  expect(checkBody('{"mentions":[],"kind":"text","text":"hi"}').body).toBe(canonical);
});

test('what is taken as it is would have been read and written to the same', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 8 }),
    fc.constantFrom(
      '"',
      '\\',
      '\\"',
      ' ',
      '\t',
      '\n',
      '\u0000',
      '\u001f',
      '\u007f',
      '\u2028',
      '\ufeff',
    ),
    fc.constantFrom(
      '\ud83d',
      '\ude42',
      '🙂',
      'é',
      'x'.repeat(18),
      '","mentions":["7"],"z":"',
      '"}',
    ),
  );
  const words = fc.array(piece, { maxLength: 4 }).map(pieces => pieces.join(''));
  const bodies = fc.oneof(
    words.map(text => `{"kind":"text","text":"${text}"}`),
    words.map(text => JSON.stringify({ kind: 'text', text })),
    words.map(text => `{"kind":"${text}","text":"hi"}`),
  );
  fc.assert(
    fc.property(bodies, json => {
      // Behind a space it is the same JSON, and not in the form that is taken as it is.
      expect(outcome(json)).toEqual(outcome(` ${json}`));
    }),
    { numRuns: 500 },
  );
});

/** What is stored, or what is wrong with it. */
function outcome(json: string): unknown {
  try {
    return checkBody(json);
  } catch (error) {
    if (!(error instanceof ParleyError)) throw error;
    const { field, value, expected } = error.details;
    // Of a whole body the beginning is shown.
    return field === 'body' ? { field, expected } : { field, expected, value };
  }
}

test('mentions are told apart, each once', () => {
  expect(checkBody('{"mentions":["7","8","7"],"text":"hi","kind":"text"}')).toEqual({
    body: '{"kind":"text","text":"hi","mentions":["7","8"]}',
    mentions: ['7', '8'],
  });
});

test('any text comes back as it was', () => {
  const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 10 });
  fc.assert(
    fc.property(words, text => {
      fc.pre(text.trim() !== '' && text.length <= 20 && !text.includes('\u0000'));
      expect(JSON.parse(checkBody(JSON.stringify({ kind: 'text', text })).body)).toEqual({
        kind: 'text',
        text,
      });
    }),
  );
});

test.each([
  ['not JSON', '{"kind":', 'body'],
  ['nothing', '', 'body'],
  ['null', 'null', 'body'],
  ['another kind', '{"kind":"picture","text":"x"}', 'kind'],
  ['no text', '{"kind":"text"}', 'text'],
  ['empty', '{"kind":"text","text":""}', 'text'],
  ['white space', '{"kind":"text","text":" \\n\\t "}', 'text'],
  ['too long', JSON.stringify({ kind: 'text', text: 'x'.repeat(21) }), 'text'],
  ['half a character', '{"kind":"text","text":"\\ud83d"}', 'text'],
])('%s is refused', (_case, json, field) => {
  try {
    checkBody(json);
  } catch (error) {
    expect(error).toBeInstanceOf(ParleyError);
    expect(error).toMatchObject({ code: 'invalid_request', details: { field } });
    return;
  }
  throw new Error('expected a refusal');
});
