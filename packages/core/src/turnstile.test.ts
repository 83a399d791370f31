import { expect, test } from '@jest/globals';
import { Turnstile } from './turnstile.ts';

/** Work that lasts until it is told to end. */
function blockedWork() {
  const ends: (() => void)[] = [];
  const work = () => new Promise<void>(resolve => ends.push(resolve));
  return { ends, work };
}

test('few are in, few wait, the next is refused at once, and all others have their turn', async () => {
  const { ends, work } = blockedWork();
  const refusal = new Error('full');
  const turnstile = new Turnstile({ atOnce: 2, maxWaiting: 3, refuse: () => refusal });
  const five = Array.from({ length: 5 }, () => turnstile.pass(work));
  expect([turnstile.inside, turnstile.waiting]).toEqual([2, 3]);
  await expect(turnstile.pass(work)).rejects.toBe(refusal);
  expect(ends).toHaveLength(2);
  for (let done = 0; done < 5; done++) {
    ends[done]?.();
    await five[done];
  }
  expect([turnstile.inside, turnstile.waiting]).toEqual([0, 0]);
});

test('work that fails gives its place on', async () => {
  const turnstile = new Turnstile({ atOnce: 1, maxWaiting: 1, refuse: () => new Error('full') });
  const failing = turnstile.pass(async () => {
    throw new Error('failed');
  });
  const next = turnstile.pass(async () => 'done');
  await expect(failing).rejects.toThrow('failed');
  expect(await next).toBe('done');
  expect(turnstile.inside).toBe(0);
});

test('who comes while it rests goes in together, who comes alone at once', async () => {
  const turnstile = new Turnstile({
    atOnce: 3,
    restMs: 5,
    maxWaiting: 4,
    refuse: () => new Error('full'),
  });
  const insideWith: number[] = [];
  const work = async () => {
    insideWith.push(turnstile.inside);
  };
  const crowd = Array.from({ length: 5 }, () => turnstile.pass(work));
  expect(insideWith).toEqual([1]);
  await crowd[0];
  // There is room, but it rests.
  expect([turnstile.inside, turnstile.waiting]).toEqual([0, 4]);
  await Promise.all(crowd);
  expect(insideWith).toEqual([1, 3, 3, 3, 1]);
});
