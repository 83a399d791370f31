import { expect, test } from '@jest/globals';
import { DEFAULT_TASK_OPTIONS } from './options.ts';
import { retryDelayMs } from './retry-schedule.ts';

const delays = (options: typeof DEFAULT_TASK_OPTIONS, count: number) =>
  Array.from({ length: count }, (_, index) => retryDelayMs(index + 1, options));

test('three tries again, 100 ms doubling', () => {
  expect(delays(DEFAULT_TASK_OPTIONS, 4)).toEqual([100, 200, 400, undefined]);
});

test('no wait is longer than the cap, however often', () => {
  const patient = { ...DEFAULT_TASK_OPTIONS, retryLimit: 2_000 };
  expect(delays(patient, 9).slice(5)).toEqual([3_200, 6_400, 10_000, 10_000]);
  expect(retryDelayMs(2_000, patient)).toBe(10_000);
});

test('a limit of 0 never tries again; a factor of 1 keeps the waits equal', () => {
  expect(delays({ ...DEFAULT_TASK_OPTIONS, retryLimit: 0 }, 1)).toEqual([undefined]);
  expect(delays({ ...DEFAULT_TASK_OPTIONS, retryFactor: 1 }, 3)).toEqual([100, 100, 100]);
});
