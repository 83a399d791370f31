import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { LOBBY_ID } from '@parley/core';
import { openTestLogic, type TestLogic } from '../test/harness.ts';
import { BOUNDS, type Bound } from './bounds.ts';
import type { Session } from './tokens/authenticate.ts';

const OVERLOADED = { code: 'overloaded', retryable: true, details: { retryAfterMs: 500 } };

let logic: TestLogic;
let ann: Session;
/** While set, what is asked of the database does not come back. */
let thaw: (() => void) | undefined;

beforeEach(async () => {
  logic = await openTestLogic({
    readsAtOnce: 2,
    maxWaitingReads: 3,
    maxWaitingMarks: 2,
    maxCalls: 2,
  });
  ann = await logic.person('ann');
});
afterEach(async () => {
  thaw?.();
  await logic.settled();
  await logic.close();
});

/** Makes a method of the store wait until `thaw`. */
function freeze<K extends string>(
  port: { [P in K]: (...args: never[]) => Promise<unknown> },
  method: K,
) {
  const carryOut = port[method].bind(port);
  const { promise, resolve } = Promise.withResolvers<void>();
  thaw = resolve;
  port[method] = async (...args: never[]) => {
    await promise;
    return carryOut(...args);
  };
}

async function sampleOf(metric: string, bound?: Bound): Promise<number | undefined> {
  const found = await logic.ports.metrics.getSingleMetric(metric)?.get();
  return found?.values.find(({ labels }) => labels.bound === bound)?.value;
}

const read = () => logic.useCases.readHistory(ann, LOBBY_ID, { afterSeq: 0 }, 10);
const mark = (readSeq: number) =>
  logic.useCases.markPositions(ann, { conversationId: LOBBY_ID, deliveredSeq: readSeq, readSeq });

/** Starts so many, and waits until those beyond the bound have been refused. */
async function startAll<T>(count: number, refused: number, work: (i: number) => Promise<T>) {
  const started = Array.from({ length: count }, (_, i) => work(i));
  const outcome = Promise.allSettled(started);
  const failures: unknown[] = [];
  for (const one of started) one.catch(error => failures.push(error));
  while (failures.length < refused) await new Promise(resolve => setTimeout(resolve, 1));
  return { failures, outcome };
}

test('history: few pages are read, few wait, more are refused; the others are answered', async () => {
  freeze(logic.ports.store.log, 'read');
  const { failures, outcome } = await startAll(7, 2, read);
  expect(failures).toEqual([
    expect.objectContaining(OVERLOADED),
    expect.objectContaining(OVERLOADED),
  ]);
  expect(await sampleOf('parley_logic_waiting_reads')).toBe(3);
  expect(await sampleOf('parley_logic_refused_total', 'maxWaitingReads')).toBe(2);
  thaw?.();
  const answered = (await outcome).filter(({ status }) => status === 'fulfilled');
  expect(answered).toHaveLength(5);
  expect((await read()).events).toHaveLength(1);
  expect(await sampleOf('parley_logic_waiting_reads')).toBe(0);
});

test('positions: beyond the bound they are refused, the others are written', async () => {
  freeze(logic.ports.store.conversations, 'mark');
  const first = mark(1);
  await new Promise(resolve => setImmediate(resolve));
  const { failures, outcome } = await startAll(5, 3, () => mark(1));
  expect(failures[0]).toMatchObject(OVERLOADED);
  expect(await sampleOf('parley_logic_waiting_marks')).toBe(2);
  expect(await sampleOf('parley_logic_refused_total', 'maxWaitingMarks')).toBe(3);
  thaw?.();
  await first;
  expect((await outcome).filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
});

test('calls: beyond the bound they are refused before anything is asked', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const carriedOut: number[] = [];
  const call = (i: number) =>
    logic.calls.unary(async () => {
      carriedOut.push(i);
      await promise;
    });
  const { failures, outcome } = await startAll(3, 1, call);
  expect(failures[0]).toMatchObject(OVERLOADED);
  expect(await sampleOf('parley_logic_unary_calls')).toBe(2);
  resolve();
  await outcome;
  expect(carriedOut).toEqual([0, 1]);
  expect(await sampleOf('parley_logic_unary_calls')).toBe(0);
});

test('every bound has its count from the beginning on', async () => {
  for (const bound of BOUNDS) expect(await sampleOf('parley_logic_refused_total', bound)).toBe(0);
});
