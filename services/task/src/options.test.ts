import { expect, test } from '@jest/globals';
import { ParleyError } from '@parley/core';
import { DEFAULT_TASK_OPTIONS, resolveOptions } from './options.ts';

test('what is not given has its default, and each process its own name', () => {
  const options = resolveOptions({ retryLimit: 5 });
  expect(options).toMatchObject({ ...DEFAULT_TASK_OPTIONS, retryLimit: 5 });
  expect(options.consumerId).not.toBe(resolveOptions({}).consumerId);
});

test.each([
  [{ retryLimit: -1 }, 'retryLimit', '-1', 'a whole number, at least 0'],
  [{ retryFirstMs: 0.5 }, 'retryFirstMs', '0.5', 'a whole number, at least 1'],
  [{ retryFactor: 0.5 }, 'retryFactor', '0.5', 'a number, at least 1'],
  [{ pushTimeoutMs: Number.NaN }, 'pushTimeoutMs', 'null', 'a whole number, at least 1'],
  [{ consumerId: '' }, 'consumerId', '', 'a name'],
])('%j is refused', (given, field, value, expected) => {
  expect(() => resolveOptions(given)).toThrow(ParleyError);
  try {
    resolveOptions(given);
  } catch (error) {
    expect(error).toMatchObject({ details: { field, value, expected } });
  }
});
