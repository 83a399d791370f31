import { expect, test } from '@jest/globals';
import { backoffMs, sleep } from './backoff.ts';
import { Emitter } from './emitter.ts';

test('waits double up to the cap, less the jitter', () => {
  const options = { firstMs: 100, maxMs: 1000, jitter: 0.5 };
  expect([1, 2, 3, 4, 5, 99].map(n => backoffMs(n, options, () => 0))).toEqual([
    100, 200, 400, 800, 1000, 1000,
  ]);
  expect(backoffMs(2, options, () => 1)).toBe(100);
});

test('an aborted sleep ends at once', async () => {
  const abort = new AbortController();
  const slept = sleep(60_000, abort.signal);
  abort.abort();
  await slept;
  await sleep(60_000, abort.signal);
});

test('a listener may end its own subscription while it is called', () => {
  const emitter = new Emitter<number>();
  const heard: number[] = [];
  const end = emitter.subscribe(value => {
    heard.push(value);
    end();
  });
  emitter.subscribe(value => heard.push(value * 10));
  emitter.emit(1);
  emitter.emit(2);
  expect(heard).toEqual([1, 10, 20]);
  expect(emitter.size).toBe(1);
});
