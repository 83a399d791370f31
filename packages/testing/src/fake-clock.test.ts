import { expect, it } from '@jest/globals';
import { Snowflake } from '@parley/core';
import { FakeClock } from './fake-clock.ts';

it('moves only when it is told to, and back as well', () => {
  const clock = new FakeClock(1000);
  expect(clock.nowMs()).toBe(1000);
  clock.advance(500);
  expect(clock.nowMs()).toBe(1500);
  clock.advance(-700);
  expect(clock.nowMs()).toBe(800);
});

it('fits where core takes a clock', () => {
  const clock = new FakeClock();
  const ids = new Snowflake(0, clock);
  const first = BigInt(ids.next());
  clock.advance(1);
  expect(BigInt(ids.next()) - first).toBe(2n ** 12n);
});
