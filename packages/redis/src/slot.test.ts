import { expect, test } from '@jest/globals';
import { slotOf, slotOfCommand } from './slot.ts';

// As CLUSTER KEYSLOT answers.
test.each([
  ['', 0],
  ['foo', 12182],
  ['123456789', 12739],
  ['{foo}.bar', 12182],
  ['a{foo}b{bar}', 12182],
  ['{}foo', 9500],
  ['foo{', 7673],
  ['foo}{', 8134],
  ['{{bar}}zap', 4015],
  ['{é}x', 10180],
])('%j is in slot %i', (key, slot) => {
  expect(slotOf(key)).toBe(slot);
});

test('a command goes by its first argument, unless that is no key', () => {
  expect(slotOfCommand(['rpush', 'foo', 'x'])).toBe(12182);
  expect(slotOfCommand(['myScript', Buffer.from('foo'), 'x'])).toBe(12182);
  expect(slotOfCommand(['anyKeys', 1, 'foo', 'x'])).toBe(12182);
  expect(slotOfCommand(['publish', 'foo', 'x'])).toBeUndefined();
  expect(slotOfCommand(['time'])).toBeUndefined();
});
