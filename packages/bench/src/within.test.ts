import { expect, test } from '@jest/globals';
import { sleep } from '@parley/core';
import { within } from './within.ts';

const TOO_LONG = /it had not ended after 0 s/;

test('what ends in time is not disturbed', async () => {
  await expect(within(10_000, async () => 5)).resolves.toBe(5);
  await expect(within(10_000, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
});

test('what takes too long is told, and its own error then says nothing', async () => {
  const cleared: string[] = [];
  const work = async (signal: AbortSignal) => {
    await new Promise(resolve => signal.addEventListener('abort', resolve));
    await sleep(20);
    cleared.push('up');
    throw new Error('the load process ended');
  };
  await expect(within(10, work)).rejects.toThrow(TOO_LONG);
  expect(cleared).toEqual(['up']);
});

test('what does not listen is left behind', async () => {
  await expect(within(10, () => new Promise(() => {}), 20)).rejects.toThrow(TOO_LONG);
});
