import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { directKey, peerOf, usersOfKey } from './conversation-key.ts';

const id = fc.bigInt(1n, 9_999_999_999_999_999n).map(String);

test('a pair has one key, whoever asks, with the lower number first', () => {
  fc.assert(
    fc.property(id, id, (a, b) => {
      const key = directKey(a, b);
      expect(key).toBe(directKey(b, a));
      const [, low = '', high = ''] = key.split(':');
      expect(BigInt(low) <= BigInt(high)).toBe(true);
      expect(new Set(usersOfKey(key))).toEqual(new Set([a, b]));
      expect(peerOf(key, a)).toBe(b);
      expect(peerOf(key, b)).toBe(a);
    }),
  );
});

test('different pairs have different keys', () => {
  fc.assert(
    fc.property(id, id, id, id, (a, b, c, d) => {
      const isSamePair = (a === c && b === d) || (a === d && b === c);
      expect(directKey(a, b) === directKey(c, d)).toBe(isSamePair);
    }),
  );
});

test('notes to oneself have one member', () => {
  expect(directKey('9', '9')).toBe('direct:9:9');
  expect(usersOfKey('direct:9:9')).toEqual(['9']);
  expect(peerOf('direct:9:9', '9')).toBe('9');
});

test('other keys name nobody', () => {
  expect(usersOfKey(null)).toEqual([]);
  expect(usersOfKey('lobby')).toEqual([]);
  expect(usersOfKey('inbox:7')).toEqual(['7']);
});
