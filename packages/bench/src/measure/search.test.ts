import { expect, test } from '@jest/globals';
import { Histogram } from './histogram.ts';
import type { Measurement } from './measurement.ts';
import { isSustained, search } from './search.ts';

const order = { repeats: 0, late: 0, contradictions: 0, holes: 0 };
const health = { reader: 'C', busy: 0.5, cpu: 0.5, lagP50Ms: 0, lagP99Ms: 0 } as const;

/** A system that keeps up with `capacity` messages a second. */
function at(rate: number, capacity: number): Measurement {
  const latency = new Histogram();
  latency.record(rate <= capacity ? 5_000 : 900_000);
  const counts = {
    sent: rate,
    offered: rate,
    acknowledged: rate,
    refused: 0,
    expected: rate,
    delivered: rate,
  };
  return {
    ...counts,
    label: '',
    system: '',
    lost: 0,
    order,
    aborted: false,
    offeredPerSecond: rate,
    acknowledgedPerSecond: Math.min(rate, capacity),
    deliveredPerSecond: Math.min(rate, capacity),
    ack: latency.summary(),
    delivery: latency.summary(),
    completion: latency.summary(),
    histograms: { ack: [], delivery: [] },
    firstLoss: undefined,
    cpuPerDeliveryUs: 1,
    cpuPerMessageUs: 1,
    tiers: [],
    health,
    machineBusy: 0.5,
    loadWarning: undefined,
  };
}

test.each([3, 95, 5_000, 123_456])(
  'a capacity of %d is found to a sixth, never overstated',
  async capacity => {
    const { rate } = await search(async asked => at(asked, capacity), {
      startRate: 100,
      maxRate: 1_000_000,
      p99Ms: 100,
    });
    expect(rate).toBeLessThanOrEqual(capacity);
    expect(rate).toBeGreaterThan(capacity * (capacity < 10 ? 0.3 : 0.83));
  },
);

test('a rate gets a second chance, and nothing that holds is 0', async () => {
  let disturbed = false;
  const options = { startRate: 100, maxRate: 1_000, p99Ms: 100 };
  const once = await search(async rate => {
    const isDisturbed = rate > 400 && !disturbed;
    disturbed ||= isDisturbed;
    return at(rate, isDisturbed ? 0 : 1e9);
  }, options);
  expect(once.rate).toBeGreaterThan(600);
  expect((await search(async rate => at(rate, 0), options)).rate).toBe(0);
});

test('a moment in which nothing goes does not become the bound', async () => {
  const options = { startRate: 100, maxRate: 10_000, p99Ms: 100 };
  let steps = 0;
  const { rate } = await search(async asked => {
    steps += 1;
    return at(asked, steps > 4 && steps < 8 ? 0 : 5_000);
  }, options);
  expect(rate).toBeGreaterThan(4_000);
  expect(rate).toBeLessThanOrEqual(5_000);
});

test('a rate that is a little late does not hide that higher ones hold', async () => {
  const options = { startRate: 100, maxRate: 10_000, p99Ms: 100 };
  const { rate } = await search(async asked => {
    const one = at(asked, 2_000);
    return asked < 300 ? { ...one, delivery: { ...one.delivery, p99Ms: 150 } } : one;
  }, options);
  expect(rate).toBeGreaterThan(1_600);
  expect(rate).toBeLessThanOrEqual(2_000);
});

test.each<[string, Partial<Measurement>]>([
  ['a message is missing', { delivered: 99 }],
  ['one was refused', { refused: 1 }],
  ['a connection was closed', { lost: 1 }],
  ['the backlog grew', { acknowledgedPerSecond: 90 }],
  ['the run was given up', { aborted: true }],
])('a rate does not hold when %s', (_why, change) => {
  expect(isSustained(at(100, 200), { p99Ms: 100 })).toBe(true);
  expect(isSustained({ ...at(100, 200), ...change }, { p99Ms: 100 })).toBe(false);
});

test.each(['repeats', 'late', 'contradictions', 'holes'] as const)(
  'where order counts a rate does not hold with %s',
  fault => {
    const step = { ...at(100, 200), order: { ...order, [fault]: 1 } };
    expect(isSustained(step, { p99Ms: 100 })).toBe(true);
    expect(isSustained(step, { p99Ms: 100, inOrder: true })).toBe(false);
    expect(isSustained(at(100, 200), { p99Ms: 100, inOrder: true })).toBe(true);
  },
);
