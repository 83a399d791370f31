import { expect, test } from '@jest/globals';
import { loadConfig } from '@parley/config';
import { assignmentOf } from './assignment.ts';

test.each([
  ['off', {}],
  ['off', { PARLEY_PRODUCTION: 'true' }],
  ['microseconds', { PARLEY_DEMO: 'true' }],
  ['off', { PARLEY_DEMO: 'true', PARLEY_COMPAT_ASSIGNMENT: 'off' }],
  ['seconds', { PARLEY_DEMO: 'true', PARLEY_COMPAT_ASSIGNMENT: 'seconds' }],
  ['microseconds', { PARLEY_PRODUCTION: 'true', PARLEY_COMPAT_ASSIGNMENT: 'microseconds' }],
])('%s with %j', (expected, environment) => {
  expect(assignmentOf(loadConfig({ environment, flags: [] }))).toBe(expected);
});
