import { expect, test } from '@jest/globals';
import { Recent } from './recent.ts';

test('what is in use stays, and never more than two generations', () => {
  const recent = new Recent<number>(10);
  recent.set('used', 0);
  for (let i = 1; i <= 1_000; i++) {
    recent.set(`once ${i}`, i);
    expect(recent.get('used')).toBe(0);
  }
  const kept = Array.from({ length: 1_000 }, (_, i) => recent.get(`once ${i + 1}`));
  expect(kept.filter(value => value !== undefined).length).toBeLessThanOrEqual(20);
});

test('what was never added is not known', () => {
  expect(new Recent<number>(1).get('other')).toBeUndefined();
});
