import { expect, test } from '@jest/globals';
import { hash32, rendezvous } from './hash.ts';

test('the hash is stable for good', () => {
  expect(hash32('')).toBe(hash32(''));
  expect([hash32('1'), hash32('2'), hash32('91238745612345')]).toMatchInlineSnapshot(`
[
  1428125071,
  1020151135,
  170349498,
]
`);
});

test('neighbouring ids spread over partitions', () => {
  const counts = Array.from({ length: 16 }, () => 0);
  for (let id = 7_000_000_000; id < 7_000_016_000; id++) {
    const partition = hash32(String(id)) % 16;
    counts[partition] = (counts[partition] ?? 0) + 1;
  }
  expect(Math.min(...counts)).toBeGreaterThan(850);
  expect(Math.max(...counts)).toBeLessThan(1150);
});

test('when a node goes, only its keys move', () => {
  const keys = Array.from({ length: 2000 }, (_, i) => `conversation-${i}`);
  const before = keys.map(key => rendezvous(key, ['a', 'b', 'c']));
  const after = keys.map(key => rendezvous(key, ['c', 'a']));
  for (const [i, owner] of before.entries()) {
    if (owner !== 'b') expect(after[i]).toBe(owner);
  }
  expect(before.filter(owner => owner === 'b').length).toBeGreaterThan(550);
  expect(rendezvous('x', [])).toBeUndefined();
});
