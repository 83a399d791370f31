import { expect, test } from '@jest/globals';
import { Histogram } from './histogram.ts';

test('percentiles are exact to 2 %, the largest is exact', () => {
  const histogram = new Histogram();
  for (let ms = 10_000; ms >= 1; ms--) histogram.add(ms);
  for (const [percent, ms] of [
    [50, 5_000],
    [95, 9_500],
    [99, 9_900],
  ] as const) {
    expect(histogram.percentile(percent)).toBeGreaterThanOrEqual(ms);
    expect(histogram.percentile(percent)).toBeLessThan(ms * 1.02 + 1);
  }
  expect(histogram.summary()).toMatchObject({ count: 10_000, max: 10_000 });
});

test('nothing was measured, or one thing', () => {
  const histogram = new Histogram();
  expect(histogram.summary()).toEqual({ count: 0, p50: 0, p95: 0, p99: 0, max: 0 });
  histogram.add(0);
  expect(histogram.summary()).toEqual({ count: 1, p50: 0, p95: 0, p99: 0, max: 0 });
  histogram.add(12.34);
  expect(histogram.summary()).toMatchObject({ p99: 12.3, max: 12.3 });
});
