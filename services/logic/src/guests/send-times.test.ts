import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { firstFrom, nextUs, sentAtUs } from './send-times.ts';

/** A log of which the events have these times, and how often it was read. */
function logOf(times: readonly number[]) {
  const log = {
    reads: 0,
    read: async (afterSeq: number, limit: number) => {
      log.reads += 1;
      return times.slice(afterSeq, afterSeq + limit);
    },
  };
  return log;
}

/** The times as they are defined, one after the other. */
function model(times: readonly number[]): number[] {
  let us = 0;
  return times.map(time => {
    us = nextUs(us, time);
    return us;
  });
}

const crowded = fc
  .array(
    fc.record({
      gapMs: fc.nat({ max: 3 }),
      // Also more than fit into a millisecond.
      events: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 900, max: 2_500 })),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map(bursts => {
    let nowMs = 1_790_000_000_000;
    return bursts.flatMap(({ gapMs, events }) => {
      nowMs += gapMs;
      return Array<number>(events).fill(nowMs);
    });
  });

describe('send times', () => {
  test('are those of the definition: unique, growing, and the same whenever they are asked for', async () => {
    await fc.assert(
      fc.asyncProperty(
        crowded,
        fc.nat(),
        fc.integer({ min: -3, max: 3 }),
        async (times, at, off) => {
          const { read } = logOf(times);
          const all = model(times);
          const seq = (at % times.length) + 1;
          const us = all[seq - 1] ?? 0;
          expect(await sentAtUs(read, seq)).toBe(us);
          const cursorUs = us + off;
          const expected = all.filter(one => one < cursorUs).length + 1;
          expect(await firstFrom(read, times.length, cursorUs)).toEqual({
            seq: expected,
            previousUs: all[expected - 2] ?? 0,
          });
        },
      ),
      { numRuns: 200 },
    );
  });

  test('begin each millisecond anew', () => {
    expect(model([5, 5, 5, 6, 9])).toEqual([5_000, 5_001, 5_002, 6_000, 9_000]);
  });

  test('there is nothing before the first of a log, and nothing in an empty one', async () => {
    const { read } = logOf([]);
    expect(await sentAtUs(read, 0)).toBe(0);
    expect(await firstFrom(read, 0, 5)).toEqual({ seq: 1, previousUs: 0 });
  });

  test('a place in a long log is found with few reads, the newer the fewer', async () => {
    const times = Array.from({ length: 200_000 }, (_, index) => 1_790_000_000_000 + index);
    const log = logOf(times);
    const readsOf = async (work: () => Promise<unknown>) => {
      log.reads = 0;
      await work();
      return log.reads;
    };
    expect(await readsOf(() => sentAtUs(log.read, 199_999))).toBeLessThan(6);
    const us = (index: number) => (times[index] ?? 0) * 1_000;
    expect(await readsOf(() => firstFrom(log.read, 200_000, us(199_990)))).toBeLessThan(25);
    expect(await readsOf(() => firstFrom(log.read, 200_000, us(1_000)))).toBeLessThan(60);
  });
});
