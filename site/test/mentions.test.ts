import { describe, expect, test } from '@jest/globals';
import { mentionBefore, mentionedIn, splitMentions } from '../src/text/mentions.ts';

const people = [
  { userId: '1', name: 'ada' },
  { userId: '2', name: 'Bob.B' },
  { userId: '3', name: 'ada-l' },
];

describe('the mention that is being written', () => {
  test.each([
    ['@', 1, { from: 0, prefix: '' }],
    ['hello @ad', 9, { from: 6, prefix: 'ad' }],
    ['hello @ada and', 9, { from: 6, prefix: 'ad' }],
    ['(@李', 3, { from: 1, prefix: '李' }],
    ['mail me@home', 12, null],
    ['@ada ', 5, null],
    ['nothing', 7, null],
  ])('%j at %i', (text, caret, expected) => {
    expect(mentionBefore(text, caret)).toEqual(expected);
  });
});

describe('whom a text mentions', () => {
  test.each([
    ['hello @ada!', ['1']],
    ['@ADA, @bob.b. And @ada again', ['1', '2']],
    ['@ada-l is not @ada', ['3', '1']],
    ['@ada_x and ada and x@ada', []],
    ['@ada... really', ['1']],
  ])('%j', (text, expected) => {
    expect(mentionedIn(text, people)).toEqual(expected);
  });

  test('the parts joined are the text', () => {
    const text = 'so @ada.\n@bob.b? @nobody @ada';
    const parts = splitMentions(text, people);
    expect(parts.map(part => part.text).join('')).toBe(text);
    expect(parts.filter(part => part.userId !== null).map(part => part.text)).toEqual([
      '@ada',
      '@bob.b',
      '@ada',
    ]);
  });
});
