import { describe, expect, test } from '@jest/globals';
import { group, NO_ONE, NOT_AN_ID } from './fixtures.ts';
import type { Subject } from './harness.ts';

export function describeEpochs({ store }: Subject): void {
  describe('raising epochs', () => {
    const one = async () => (await group(store())).conversationId;
    const epochsOf = async (...ids: string[]) => {
      const found = await store().conversations.find(ids);
      return ids.map(id => found.get(id)?.epoch);
    };

    test('only of those that are named; never back, and always to another one', async () => {
      const [a, b, c] = [await one(), await one(), await one()];
      expect(await store().log.raiseEpochs(1_000, [a, b, a, NO_ONE, NOT_AN_ID, 'x'])).toBe(2);
      expect(await epochsOf(a, b, c)).toEqual([1_000, 1_000, 1]);
      expect(await store().log.raiseEpochs(1_000, [a])).toBe(1);
      expect(await store().log.raiseEpochs(7, [b])).toBe(1);
      expect(await epochsOf(a, b, c)).toEqual([1_001, 1_001, 1]);
      expect(await store().log.raiseEpochs(9, [])).toBe(0);
    });

    test('of all', async () => {
      const ids = [await one(), await one()];
      expect(await store().log.raiseEpochs(4_000_000_000, 'all')).toBeGreaterThanOrEqual(2);
      expect(await epochsOf(...ids)).toEqual([4_000_000_000, 4_000_000_000]);
      // Whoever comes next begins as always.
      expect(await epochsOf(await one())).toEqual([1]);
    });
  });
}
