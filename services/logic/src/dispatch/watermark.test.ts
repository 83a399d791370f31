import { afterEach, describe, expect, test } from '@jest/globals';
import { silentLogger } from '@parley/core';
import { eventually, FakeClock } from '@parley/testing';
import { Watermark } from './watermark.ts';

type Mark = { conversationId: string; fromSeq?: number; seq: number };
const open: Watermark[] = [];

function watermark(intervalMs = 60_000) {
  const calls: Mark[][] = [];
  const clock = new FakeClock();
  let isAway = false;
  const log = {
    markDispatched: async (heads: readonly Mark[]) => {
      if (isAway) throw new Error('the database is away');
      calls.push([...heads]);
    },
  };
  const mark = new Watermark({ log, clock, logger: silentLogger, intervalMs });
  open.push(mark);
  const setAway = (away: boolean) => {
    isAway = away;
  };
  return { calls, clock, setAway, watermark: mark };
}
const range = (conversationId: string, fromSeq: number, seq = fromSeq) => ({
  conversationId,
  fromSeq,
  seq,
});

afterEach(async () => {
  for (const one of open.splice(0)) await one.flush();
});

describe('the watermark', () => {
  test('joins what touches and writes each log once', async () => {
    const { calls, watermark: mark } = watermark();
    mark.note([range('1', 4), range('2', 1), range('1', 5), range('1', 6)]);
    await mark.flush();
    expect(calls).toEqual([[range('1', 4, 6), range('2', 1)]]);
    await mark.flush();
    expect(calls).toHaveLength(1);
  });

  test('writes by itself after the interval', async () => {
    const { calls, watermark: mark } = watermark(5);
    mark.note([range('1', 1)]);
    expect(calls).toEqual([]);
    await eventually(() => expect(calls).toEqual([[range('1', 1)]]));
  });

  test('a run is written from its beginning, so that a gap that closes later is passed', async () => {
    const { calls, watermark: mark } = watermark();
    mark.note([range('1', 5)]);
    await mark.flush();
    mark.note([range('1', 6)]);
    await mark.flush();
    expect(calls).toEqual([[range('1', 5)], [range('1', 5, 6)]]);
  });

  test('a gap is not passed over: both sides are written apart, the earlier first', async () => {
    const { calls, watermark: mark } = watermark();
    mark.note([range('1', 1), range('1', 3)]);
    await mark.flush();
    expect(calls).toEqual([[range('1', 1)], [range('1', 3)]]);
  });

  test('what comes in the wrong order is one run', async () => {
    const { calls, watermark: mark } = watermark();
    mark.note([range('1', 5)]);
    await mark.flush();
    mark.note([range('1', 4)]);
    await mark.flush();
    expect(calls).toEqual([[range('1', 5)], [range('1', 4, 5)]]);
  });

  test('what could not be written goes with the next one', async () => {
    const { calls, setAway, watermark: mark } = watermark();
    setAway(true);
    mark.note([range('1', 1)]);
    await mark.flush();
    setAway(false);
    mark.note([range('1', 2)]);
    await mark.flush();
    expect(calls).toEqual([[range('1', 1, 2)]]);
  });

  test('a run that has been quiet is forgotten', async () => {
    const { calls, clock, watermark: mark } = watermark();
    mark.note([range('1', 1)]);
    await mark.flush();
    clock.advance(20_000);
    await mark.flush();
    mark.note([range('1', 2)]);
    await mark.flush();
    expect(calls).toEqual([[range('1', 1)], [range('1', 2)]]);
  });
});
