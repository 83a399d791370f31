import { afterEach, expect, it } from '@jest/globals';
import { silentLogger } from '@parley/core';
import { eventually } from '@parley/testing';
import { servePush } from './serve-push.ts';
import { createTiers } from './test/tiers.ts';

const tiers = createTiers();

afterEach(() => tiers.close());

it('has as many frames in hand as it may, in the order of arrival, and replies to each', async () => {
  const begun: number[] = [];
  const finish = new Map<number, () => void>();
  const push = servePush({
    logger: silentLogger,
    maxInHand: 3,
    handle: ([dispatch]) => {
      const seq = dispatch?.seq ?? 0;
      begun.push(seq);
      return new Promise(resolve => {
        finish.set(seq, () => resolve({ deliveries: seq }));
      });
    },
  });
  await tiers.serve('connect', 'c1', { push });
  const connect = await tiers.connect();
  const replies = [1, 2, 3, 4, 5].map(seq => connect.push('c1', [{ conversationId: '7', seq }]));

  await eventually(() => expect(begun).toEqual([1, 2, 3]));
  // The last is done first; another one takes its place, and no more.
  finish.get(3)?.();
  await expect(replies[2]).resolves.toEqual({ deliveries: 3 });
  await eventually(() => expect(begun).toEqual([1, 2, 3, 4]));
  finish.get(1)?.();
  await eventually(() => expect(begun).toEqual([1, 2, 3, 4, 5]));
  for (const release of finish.values()) release();
  expect(await Promise.all(replies)).toEqual([1, 2, 3, 4, 5].map(deliveries => ({ deliveries })));
});
