import { expect, test } from '@jest/globals';
import { RateMeter } from './rate-meter.ts';

const LIMITS = { framesPerSecond: 10, frameBurst: 5 };

test('lets a burst through, then the average', () => {
  const meter = new RateMeter(LIMITS, 1_000);
  const waits = Array.from({ length: 7 }, () => meter.take(1_000));
  expect(waits).toEqual([0, 0, 0, 0, 0, 100, 100]);
  expect(meter.take(1_050)).toBe(50);
  expect(meter.take(1_100)).toBe(0);
  expect(meter.take(1_100)).toBe(100);
});

test('a pause fills it up to the burst and no further', () => {
  const meter = new RateMeter(LIMITS, 0);
  const taken = Array.from({ length: 20 }, () => meter.take(60_000)).filter(wait => wait === 0);
  expect(taken).toHaveLength(5);
});

test('who waits as told is let through', () => {
  const meter = new RateMeter({ framesPerSecond: 7, frameBurst: 1 }, 0);
  let nowMs = 0;
  expect(meter.take(nowMs)).toBe(0);
  for (let i = 0; i < 1_000; i++) {
    const waitMs = meter.take(nowMs);
    expect(waitMs).toBeGreaterThan(0);
    nowMs += waitMs;
    expect(meter.take(nowMs)).toBe(0);
  }
});

test('a frame that costs more takes from those after it', () => {
  const meter = new RateMeter(LIMITS, 0);
  expect(meter.take(0)).toBe(0);
  meter.charge(6);
  expect(meter.take(0)).toBe(300);
  expect(meter.take(300)).toBe(0);
});

test('counts what it refused within ten seconds', () => {
  const meter = new RateMeter({ framesPerSecond: 1, frameBurst: 1 }, 0);
  for (let i = 0; i < 4; i++) meter.take(0);
  expect(meter.refused).toBe(3);
  meter.take(10_000);
  meter.take(10_000);
  expect(meter.refused).toBe(1);
});
