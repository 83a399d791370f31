import { expect, test } from '@jest/globals';
import { batchAsker } from './batch-asker.ts';

test('questions of one turn share a call, and each gets its own answer', async () => {
  const calls: (readonly number[])[] = [];
  const double = batchAsker<number, number>(async numbers => {
    calls.push(numbers);
    return numbers.map(number => number * 2);
  });
  expect(await Promise.all([double(1), double(2), double(2)])).toEqual([2, 4, 4]);
  expect(calls).toEqual([[1, 2, 2]]);
  expect(await double(5)).toBe(10);
  expect(calls).toHaveLength(2);
});

test('a failed call fails its own questions and no others', async () => {
  let isAway = true;
  const ask = batchAsker<number, number>(async numbers => {
    if (isAway) throw new Error('away');
    return numbers;
  });
  const results = await Promise.allSettled([ask(1), ask(2)]);
  expect(results.map(result => result.status)).toEqual(['rejected', 'rejected']);
  isAway = false;
  expect(await ask(3)).toBe(3);
});
