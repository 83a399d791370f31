import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { linkify } from '../src/text/linkify.ts';

const linksOf = (text: string) =>
  linkify(text).flatMap(part => (part.kind === 'link' ? [[part.text, part.url]] : []));

test.each([
  ['see https://example.org/a?b=c#d now', 'https://example.org/a?b=c#d'],
  ['HTTP://EXAMPLE.ORG', 'http://example.org/'],
  ['www.example.org/x', 'https://www.example.org/x'],
  ['http://localhost:7070/docs', 'http://localhost:7070/docs'],
  ['(https://example.org/a_(b))', 'https://example.org/a_(b)'],
  ['Is it https://example.org?', 'https://example.org/'],
  ['看 https://example.org/文档。', 'https://example.org/%E6%96%87%E6%A1%A3'],
])('%s', (text, url) => {
  expect(linksOf(text).map(([, found]) => found)).toEqual([url]);
});

test.each([
  'javascript:alert(1)',
  'data:text/html,x',
  'http://',
  'https://nodot',
  'ftp://a.org',
  'a.org',
])('%s is no link', text => {
  expect(linksOf(text)).toEqual([]);
});

test('quotes and brackets around an address are not part of it', () => {
  expect(linksOf('"https://a.org", <https://b.org>')).toEqual([
    ['https://a.org', 'https://a.org/'],
    ['https://b.org', 'https://b.org/'],
  ]);
});

test('the parts are the text, and every link is of the web', () => {
  const pieces = fc.constantFrom(
    'https://a.org',
    'www.b.org',
    '(',
    ')',
    '.',
    ' ',
    '\n',
    'x',
    '<b>',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string())), words => {
      const text = words.join('');
      const parts = linkify(text);
      expect(parts.map(part => part.text).join('')).toBe(text);
      for (const part of parts) {
        if (part.kind === 'link') expect(part.url).toMatch(/^https?:\/\//);
      }
    }),
  );
});
