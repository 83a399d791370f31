import { expect, test } from '@jest/globals';
import { silentLogger } from '@parley/core';
import { eventually } from '@parley/testing';
import type { Endpoint } from '../modules/module.ts';
import type { Worker, WorkerExit } from './worker.ts';
import { Workers } from './workers.ts';

const KILLED: WorkerExit = { code: null, signal: 'SIGKILL' };

/** Processes that are none: the test says when each begins to serve and when it ends. */
function theater(count: number) {
  const started: { number: number; serve: () => void; end: (exit: WorkerExit) => void }[] = [];
  const startWorker = (number: number): Worker => {
    const running = Promise.withResolvers<readonly Endpoint[]>();
    const exited = Promise.withResolvers<WorkerExit>();
    const pid = 100 + started.length;
    started.push({
      number,
      serve: () => running.resolve([{ name: 'WebSocket', url: `ws://${pid}` }]),
      end: exited.resolve,
    });
    const stop = () => exited.resolve({ code: 0, signal: null });
    const metrics = async () => ({ of: pid });
    return { pid, running: running.promise, exited: exited.promise, stop, metrics };
  };
  return { workers: new Workers(count, startWorker, silentLogger), started };
}

test('the first one starts alone; then the others do', async () => {
  const { workers, started } = theater(3);
  const start = workers.start();
  expect(started.map(({ number }) => number)).toEqual([1]);
  started[0]?.serve();
  await eventually(() => expect(started.map(({ number }) => number)).toEqual([1, 2, 3]));
  expect(workers.isComplete).toBe(false);
  for (const { serve } of started) serve();
  expect(await start).toMatchObject([
    { number: 1, pid: 100, endpoints: [{ url: 'ws://100' }] },
    { number: 2, pid: 101 },
    { number: 3, pid: 102 },
  ]);
  expect(workers.isComplete).toBe(true);
  expect(await workers.metrics()).toEqual([{ of: 100 }, { of: 101 }, { of: 102 }]);
  await workers.stop();
});

test('one that ends before it ever served ends the start, and is not started again', async () => {
  const { workers, started } = theater(2);
  const start = workers.start();
  started[0]?.end({ code: 2, signal: null });
  expect(await start).toEqual({ code: 2, signal: null });
  await workers.stop();
  expect(started).toHaveLength(1);
});

test('one that dies is started again under its number, also when that does not succeed at once', async () => {
  const { workers, started } = theater(2);
  const start = workers.start();
  started[0]?.serve();
  await eventually(() => expect(started).toHaveLength(2));
  started[1]?.serve();
  await start;
  started[0]?.end(KILLED);
  await eventually(() => expect(started).toHaveLength(3));
  expect(workers.isComplete).toBe(false);
  started[2]?.end({ code: 1, signal: null });
  await eventually(() => expect(started).toHaveLength(4));
  started[3]?.serve();
  await eventually(() => expect(workers.isComplete).toBe(true));
  expect(started.map(({ number }) => number)).toEqual([1, 2, 1, 1]);
  await workers.stop();
  expect(started).toHaveLength(4);
});
