import { expect, test } from '@jest/globals';
import { processUsage } from './process-usage.ts';
import { parseMetrics } from './read-metrics.ts';

test('values are summed over labels, buckets kept apart', () => {
  const metrics = parseMetrics(`# HELP x y
# TYPE x counter
x_total 3
x_sum{kind="minor"} 1.5
x_sum{kind="major"} 2
x_bucket{le="0.01",kind="minor"} 4
x_bucket{le="0.01",kind="major"} 1
x_bucket{le="+Inf",kind="major"} 9`);
  expect([...metrics]).toEqual([
    ['x_total', 3],
    ['x_sum', 3.5],
    ['x_bucket<0.01', 5],
    ['x_bucket<+Inf', 9],
  ]);
});

test("a process's own use of CPU and memory is what Node says", () => {
  const { cpuMs, rssBytes } = processUsage(process.pid);
  const { user, system } = process.cpuUsage();
  expect(Math.abs(cpuMs - (user + system) / 1_000)).toBeLessThan(200);
  expect(rssBytes).toBeGreaterThan(10_000_000);
  expect(processUsage(2 ** 22 + 1)).toEqual({ cpuMs: 0, rssBytes: 0 });
});
