import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { eventually } from '@parley/testing';
import { SerialBatcher, type SerialBatcherOptions } from './serial-batcher.ts';

/** A batcher whose work ends when the test says so. */
function heldBatcher(options: SerialBatcherOptions = { maxBatch: 10, maxWaiting: 100 }) {
  const batches: number[][] = [];
  let finish = () => {};
  const batcher = new SerialBatcher<number>(items => {
    batches.push(items);
    return new Promise(resolve => {
      finish = resolve;
    });
  }, options);
  return { batches, batcher, finish: () => finish() };
}

test('what comes in one turn is one batch; what comes meanwhile is the next', async () => {
  const { batches, batcher, finish } = heldBatcher();
  for (const item of [1, 2, 3]) batcher.add(item);
  expect(batches).toEqual([]);
  await nextTurn();
  expect(batches).toEqual([[1, 2, 3]]);
  for (const item of [4, 5]) batcher.add(item);
  await nextTurn();
  expect(batches).toHaveLength(1);
  expect(batcher.oldest).toBe(1);
  finish();
  await nextTurn();
  await nextTurn();
  expect(batches).toEqual([
    [1, 2, 3],
    [4, 5],
  ]);
  expect(batcher.oldest).toBe(4);
});

test('a batch has at most maxBatch items, in the order of adding', async () => {
  const { batches, batcher, finish } = heldBatcher({ maxBatch: 2, maxWaiting: 100 });
  for (const item of [1, 2, 3]) batcher.add(item);
  await nextTurn();
  finish();
  await nextTurn();
  await nextTurn();
  expect(batches).toEqual([[1, 2], [3]]);
});

test('a full batch may go ahead of the one in hand, and only a full one', async () => {
  const batches: number[][] = [];
  const finishes: (() => void)[] = [];
  const batcher = new SerialBatcher<number>(
    items => {
      batches.push(items);
      return new Promise(resolve => finishes.push(resolve));
    },
    { maxBatch: 2, maxWaiting: 100, maxInHand: 2 },
  );
  batcher.add(1);
  await nextTurn();
  for (const item of [2, 3, 4, 5, 6]) batcher.add(item);
  expect(batches).toEqual([[1], [2, 3]]);
  expect([batcher.oldest, batcher.size]).toEqual([1, 3]);
  finishes[0]?.();
  await nextTurn();
  // One is still in hand: what fills a batch goes, what does not waits for it.
  expect(batches).toEqual([[1], [2, 3], [4, 5]]);
  expect(batcher.oldest).toBe(2);
  finishes[1]?.();
  await nextTurn();
  expect(batches).toHaveLength(3);
  const drained = batcher.drained();
  finishes[2]?.();
  await nextTurn();
  await nextTurn();
  expect(batches.at(-1)).toEqual([6]);
  finishes[3]?.();
  await drained;
  expect(batcher.oldest).toBeUndefined();
});

test('when too many wait, an item is not taken', async () => {
  const { batches, batcher, finish } = heldBatcher({ maxBatch: 2, maxWaiting: 2 });
  expect([1, 2, 3].map(item => batcher.add(item))).toEqual([true, true, false]);
  await nextTurn();
  expect(batcher.size).toBe(0);
  expect(batcher.add(4)).toBe(true);
  finish();
  await nextTurn();
  await nextTurn();
  expect(batches).toEqual([[1, 2], [4]]);
});

test('drained waits for what is in hand and what waits', async () => {
  const { batcher, finish } = heldBatcher();
  await batcher.drained();
  batcher.add(1);
  let drained = false;
  const waiting = batcher.drained().then(() => {
    drained = true;
  });
  await nextTurn();
  expect(drained).toBe(false);
  finish();
  await waiting;
  expect(batcher.oldest).toBeUndefined();
});

test('what comes within the rest after a batch is the next one', async () => {
  const { batches, batcher, finish } = heldBatcher({ maxBatch: 10, maxWaiting: 100, restMs: 300 });
  batcher.add(1);
  await nextTurn();
  finish();
  for (const item of [2, 3]) {
    await nextTurn();
    batcher.add(item);
  }
  expect(batches).toEqual([[1]]);
  await eventually(() => expect(batches).toEqual([[1], [2, 3]]));
});

test('drained ends a rest', async () => {
  const restMs = 3_600_000;
  const { batches, batcher, finish } = heldBatcher({ maxBatch: 10, maxWaiting: 100, restMs });
  batcher.add(1);
  await nextTurn();
  finish();
  await nextTurn();
  batcher.add(2);
  const drained = batcher.drained();
  await nextTurn();
  expect(batches).toEqual([[1], [2]]);
  finish();
  await drained;
});

test('a full batch ends a rest', async () => {
  const restMs = 3_600_000;
  const { batches, batcher, finish } = heldBatcher({ maxBatch: 2, maxWaiting: 100, restMs });
  for (const item of [1, 2, 3, 4, 5]) batcher.add(item);
  await nextTurn();
  for (let i = 0; i < 2; i++) {
    finish();
    await nextTurn();
    await nextTurn();
  }
  batcher.add(6);
  expect(batches).toEqual([
    [1, 2],
    [3, 4],
  ]);
  finish();
  await nextTurn();
  await nextTurn();
  expect(batches.at(-1)).toEqual([5, 6]);
  finish();
  await batcher.drained();
});
