import { expect, test } from '@jest/globals';
import { cutPage } from './read-history.ts';

const page = (...lengths: number[]) => ({
  epoch: 1,
  events: lengths.map((length, i) => Buffer.from(String(i + 1).repeat(length))),
  hasMore: false,
});
const kept = (lengths: number[], goesBack: boolean, bytes: number) => {
  const cut = cutPage(page(...lengths), goesBack, bytes);
  return [cut.events.map(event => String(event)[0]).join(''), cut.hasMore];
};

test.each<[number[], boolean, number, string, boolean]>([
  [[10, 10, 10], false, 30, '123', false],
  [[10, 10, 10], true, 30, '123', false],
  [[10, 10, 10], false, 29, '12', true],
  [[10, 10, 10], true, 29, '23', true],
  [[100, 1, 1], false, 50, '1', true],
  [[1, 1, 100], true, 50, '3', true],
  [[100], false, 50, '1', false],
  [[], false, 50, '', false],
])('%j, back %s, %i bytes: %s', (lengths, goesBack, bytes, events, hasMore) => {
  expect(kept(lengths, goesBack, bytes)).toEqual([events, hasMore]);
});
