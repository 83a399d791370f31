import { expect, jest, test } from '@jest/globals';
import { newId } from './new-id.ts';

test('ids are of one length, differ within a millisecond, and are ordered by time', () => {
  const now = jest.spyOn(Date, 'now').mockReturnValue(1_790_000_000_000);
  const ids = Array.from({ length: 1_000 }, newId);
  expect(new Set(ids).size).toBe(1_000);
  for (const id of ids) expect(id).toMatch(/^[\w-]{23}$/);
  now.mockReturnValue(1_790_000_000_001);
  const later = newId();
  expect(ids.every(id => id < later)).toBe(true);
  now.mockRestore();
});
