import { expect, test } from '@jest/globals';
import { Batcher } from './batcher.ts';

const turn = () => new Promise(resolve => setImmediate(resolve));

test('items of one turn are handed over together', async () => {
  const batches: number[][] = [];
  const batcher = new Batcher<number>(items => batches.push(items));
  batcher.add(1);
  batcher.add(2);
  expect(batches).toEqual([]);
  await turn();
  batcher.add(3);
  await turn();
  expect(batches).toEqual([[1, 2], [3]]);
});

test('a full batch does not wait for the end of the turn', async () => {
  const batches: number[][] = [];
  const batcher = new Batcher<number>(items => batches.push(items), 2);
  for (let i = 0; i < 5; i++) batcher.add(i);
  expect(batches).toEqual([
    [0, 1],
    [2, 3],
  ]);
  await turn();
  expect(batches.at(-1)).toEqual([4]);
});

test('items that are added while flushing form the next batch', async () => {
  const batches: number[][] = [];
  const batcher: Batcher<number> = new Batcher(items => {
    batches.push(items);
    if (items[0] === 1) batcher.add(2);
  });
  batcher.add(1);
  await turn();
  await turn();
  expect(batches).toEqual([[1], [2]]);
});
