import { expect, test } from '@jest/globals';
import { Histogram } from './histogram.ts';

test('percentiles are exact to 1.6 % over six orders of magnitude', () => {
  for (const scale of [1, 37, 1_000, 54_321, 1_000_000]) {
    const histogram = new Histogram();
    for (let i = 1; i <= 1_000; i++) histogram.record(i * scale);
    for (const fraction of [0.001, 0.5, 0.95, 0.99, 0.999, 1]) {
      const exact = fraction * 1_000 * scale;
      expect(Math.abs(histogram.quantileUs(fraction) - exact)).toBeLessThanOrEqual(
        Math.max(1, exact * 0.016),
      );
    }
  }
});

test('two histograms added are the histogram of all', () => {
  const [a, b, all] = [new Histogram(), new Histogram(), new Histogram()];
  for (let i = 0; i < 5_000; i++) {
    const value = (i * 7_919) % 100_003;
    (i % 3 === 0 ? a : b).record(value);
    all.record(value);
  }
  a.add(b.toSparse());
  expect(a.toSparse()).toEqual(all.toSparse());
  expect(Histogram.from(all.toSparse()).summary()).toEqual(all.summary());
});

test('buckets rise with what they hold, without a gap', () => {
  let last = -1;
  for (let value = 0; value < 3_000; value++) {
    const histogram = new Histogram();
    histogram.record(value);
    const [bucket = -1] = histogram.toSparse();
    expect(bucket - last === 0 || bucket - last === 1).toBe(true);
    last = bucket;
  }
});

test('what is outside of the range counts at its ends, and nothing gives 0', () => {
  const histogram = new Histogram();
  expect(histogram.summary()).toMatchObject({ count: 0, meanMs: 0, p50Ms: 0, maxMs: 0 });
  histogram.record(-5);
  histogram.record(1e15);
  expect(histogram.quantileUs(0.5)).toBe(0);
  expect(histogram.quantileUs(1)).toBeGreaterThan(2e9);
  expect(histogram.count).toBe(2);
});
