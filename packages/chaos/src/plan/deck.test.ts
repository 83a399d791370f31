import { expect, test } from '@jest/globals';
import { deal } from './deck.ts';
import { Random } from './random.ts';

const KINDS = ['a', 'b', 'c', 'd', 'e'];

function take(seed: number, count: number): string[] {
  const dealt = deal(KINDS, new Random(seed));
  return Array.from({ length: count }, () => dealt.next().value);
}

test('each deck has everything once, and decks differ', () => {
  const dealt = take(7, 50);
  for (let at = 0; at < 50; at += KINDS.length) {
    expect(dealt.slice(at, at + KINDS.length).toSorted()).toEqual(KINDS);
  }
  expect(
    new Set(Array.from({ length: 10 }, (_, i) => dealt.slice(i * 5, i * 5 + 5).join(''))).size,
  ).toBeGreaterThan(3);
});

test('the same seed deals the same, another one does not', () => {
  expect(take(7, 30)).toEqual(take(7, 30));
  expect(take(7, 30)).not.toEqual(take(8, 30));
});

test('a fork draws without changing what comes after it', () => {
  const [one, other] = [new Random(3), new Random(3)];
  const fork = one.fork();
  other.fork();
  fork.next();
  expect(one.next()).toBe(other.next());
});

test('numbers stay within their bounds and reach both of them', () => {
  const random = new Random(1);
  const drawn = new Set(Array.from({ length: 200 }, () => random.between(3, 5)));
  expect(drawn).toEqual(new Set([3, 4, 5]));
  expect(random.pick([])).toBeUndefined();
});
