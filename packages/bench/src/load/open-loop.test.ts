import { expect, test } from '@jest/globals';
import { OpenLoop } from './open-loop.ts';

test('messages are due evenly, from the start on', () => {
  const loop = new OpenLoop(1_000, 2_000);
  expect([0, 1, 10].map(index => loop.dueUs(index))).toEqual([1_000, 1_500, 6_000]);
  expect(loop.take(999, 10)).toBe(0);
  expect(loop.take(1_000, 10)).toBe(1);
  expect(loop.take(1_499, 10)).toBe(0);
  expect(loop.take(2_100, 10)).toBe(2);
  expect(loop.next).toBe(3);
});

test('a stall is not forgiven: all that became due meanwhile is issued after it', () => {
  const loop = new OpenLoop(0, 1_000);
  expect(loop.take(1_000_000, 512)).toBe(512);
  expect(loop.take(1_000_000, 512)).toBe(489);
  expect(loop.take(1_000_000, 512)).toBe(0);
  // Their latency begins when they were due.
  expect(loop.dueUs(500)).toBe(500_000);
});

test.each([0, -1, Number.NaN])('a rate of %d is refused', rate => {
  expect(() => new OpenLoop(0, rate)).toThrow(`expected a rate above 0, got ${rate}`);
});

test('a burst is due at one moment, and the rate is that of the messages', () => {
  const loop = new OpenLoop(1_000, 2_000, 4);
  expect([0, 3, 4, 7, 8].map(index => loop.dueUs(index))).toEqual([
    1_000, 1_000, 3_000, 3_000, 5_000,
  ]);
  expect(loop.take(1_000, 100)).toBe(4);
  expect(loop.take(2_999, 100)).toBe(0);
  expect(loop.take(5_000, 100)).toBe(8);
});
