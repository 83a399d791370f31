import { expect, test } from '@jest/globals';
import { ERRORS, invalid, isRetryable, ParleyError, toParleyError } from './errors.ts';

test('an error survives the wire', () => {
  const error = new ParleyError('rate_limited', 'Too fast.', { retryAfterMs: 500 });
  const again = ParleyError.fromBody(error.toBody());
  expect(again).toMatchObject({ code: 'rate_limited', message: 'Too fast.', retryable: true });
  expect(again.details).toEqual({ retryAfterMs: 500 });
});

test('an unknown code becomes internal', () => {
  expect(ParleyError.fromBody({ code: 'toString', message: 'x' }).code).toBe('internal');
});

test('bad input names field, value and what was expected, and shortens long values', () => {
  const error = invalid('body.text', 'x'.repeat(500), '1 … 8000 characters');
  expect(error.details).toMatchObject({ field: 'body.text', expected: '1 … 8000 characters' });
  expect(error.details.value).toHaveLength(80);
});

test('what is not ours is internal, tells nothing and keeps its cause', () => {
  const cause = new Error('password=hunter2');
  const error = toParleyError(cause);
  expect(error.code).toBe('internal');
  expect(JSON.stringify(error.toBody())).not.toContain('hunter2');
  expect(error.cause).toBe(cause);
  expect(isRetryable(cause)).toBe(false);
});

test('only statuses of 429 and above are retryable', () => {
  for (const { http, retryable } of Object.values(ERRORS)) {
    expect(retryable && http < 429).toBe(false);
  }
});
