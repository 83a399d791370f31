import { expect, test } from '@jest/globals';
import { WatchedUsers } from './watched-users.ts';

test('what was told counts, by version, for as long as somebody watches', () => {
  const watched = new WatchedUsers();
  const note = (status: 'online' | 'away' | 'offline', version: number) =>
    watched.note({ userId: '7', status, version });
  expect(note('online', 1)).toBe('nothing');
  watched.add('7');
  watched.add('7');
  expect(note('online', 1)).toBe('first');
  expect(note('away', 3)).toBe('news');
  expect(note('online', 2)).toBe('nothing');
  expect(note('away', 5)).toBe('nothing');
  // Later than what was told, but not than what is known to hold.
  expect(note('offline', 4)).toBe('nothing');
  expect(note('offline', 6)).toBe('news');
  watched.remove('7');
  expect([...watched.ids()]).toEqual(['7']);
  watched.remove('7');
  expect([watched.size, watched.has('7')]).toEqual([0, false]);
});
