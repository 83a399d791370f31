import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { recordingLogger } from '../../test/recording-logger.ts';
import { refusalLog } from './refusal-log.ts';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

test('refusals of a second are one line with their numbers', () => {
  const { lines, logger } = recordingLogger();
  const count = refusalLog(logger);
  for (let i = 0; i < 500; i++) count(503);
  count(429);
  expect(lines).toEqual([]);
  jest.advanceTimersByTime(1_000);
  expect(lines).toMatchObject([{ level: 'warn', fields: { byStatus: { 429: 1, 503: 500 } } }]);
  jest.advanceTimersByTime(5_000);
  expect(lines).toHaveLength(1);
  count(503);
  jest.advanceTimersByTime(1_000);
  expect(lines[1]).toMatchObject({ fields: { byStatus: { 503: 1 } } });
});
