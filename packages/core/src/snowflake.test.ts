import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MAX_WORKERS, Snowflake } from './snowflake.ts';

const START_MS = Date.UTC(2026, 10, 1);

describe('Snowflake', () => {
  test('ids grow and never repeat, also in a burst and when the clock goes back', () => {
    const steps = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(steps, jumps => {
        let nowMs = START_MS;
        const ids = new Snowflake(3, { nowMs: () => nowMs });
        let last = 0n;
        for (const jump of jumps) {
          nowMs += jump;
          for (let i = 0; i < 5; i++) {
            const id = BigInt(ids.next());
            expect(id > last).toBe(true);
            last = id;
          }
        }
      }),
    );
  });

  test('ids stay exact as JavaScript numbers until 2095', () => {
    const ids = new Snowflake(MAX_WORKERS - 1, { nowMs: () => Date.UTC(2095, 0) });
    expect(Number.isSafeInteger(Number(ids.next()))).toBe(true);
  });

  test('two workers never make the same id', () => {
    const clock = { nowMs: () => START_MS };
    const [a, b] = [new Snowflake(0, clock), new Snowflake(1, clock)];
    const made = new Set<string>();
    for (let i = 0; i < 1000; i++) made.add(a.next()).add(b.next());
    // 128 ids fit into a millisecond; the rest is borrowed from the following ones.
    expect(made.size).toBe(2000);
  });

  test('refuses a worker out of range', () => {
    expect(() => new Snowflake(MAX_WORKERS)).toThrow('workerId: expected an integer 0…31, got 32');
  });
});
