import { expect, test } from '@jest/globals';
import { RateWindow } from './rate-window.ts';

test('a key has its points in each window, and is told how long the window still is', () => {
  const window = new RateWindow(2, 1_000);
  expect([window.take('a', 0), window.take('a', 10), window.take('a', 400)]).toEqual([0, 0, 600]);
  expect(window.take('a', 999)).toBe(1);
  expect(window.take('a', 1_000)).toBe(0);
  expect([window.take('a', 1_100), window.take('a', 1_200)]).toEqual([0, 800]);
});

test('keys do not hold up each other', () => {
  const window = new RateWindow(1, 1_000);
  expect([window.take('a', 0), window.take('b', 500), window.take('a', 900)]).toEqual([0, 0, 100]);
  expect([window.take('a', 1_000), window.take('b', 1_000)]).toEqual([0, 500]);
});

test('what has ended is forgotten', () => {
  const window = new RateWindow(1, 1_000);
  for (let n = 0; n < 1_000; n++) window.take(`key ${n}`, n);
  expect(window.size).toBe(1_000);
  window.take('late', 1_500);
  expect(window.size).toBe(500);
  window.take('later', 9_000);
  expect(window.size).toBe(1);
});
