import type { Measurement } from '../measure/measurement.ts';
import { isSustained, type SearchOptions, search } from '../measure/search.ts';
import type { Bench, Outcome, Plot } from './scenario.ts';
import { type Load, stepSeconds } from './with-load.ts';

/** A rate that held for a step may not hold for longer; each try is at this much of the last. */
const STEP_DOWN = 0.88;
const TRIES = 4;

/** Searches the highest rate that holds, then measures there `repeat` times, for longer. */
export async function highestRate(
  bench: Bench,
  { measureAt }: Load,
  options: SearchOptions,
  figureOf: (measurement: Measurement) => number,
): Promise<Outcome> {
  const found = await search(rate => measureAt('search', rate, stepSeconds(bench)), options);
  const plots = [searchPlot(found.steps)];
  if (found.rate === 0) {
    const notes = ['No rate held, not even one message a second.'];
    return { values: [0], figures: [], measurements: found.steps, plots, notes };
  }
  let rate = found.rate;
  let measurements: Measurement[] = [];
  for (let tries = 0; tries < TRIES && measurements.length < bench.repeat; tries++) {
    measurements = [];
    while (measurements.length < bench.repeat) {
      const one = await measureAt(`run ${measurements.length + 1}`, rate);
      if (!isSustained(one, options.p99Ms) && tries + 1 < TRIES) break;
      measurements.push(one);
    }
    if (measurements.length < bench.repeat) rate = Math.round(rate * STEP_DOWN);
  }
  const unsustained = measurements.filter(one => !isSustained(one, options.p99Ms)).length;
  return {
    values: measurements.map(figureOf),
    figures: [{ name: 'offered', value: rate, unit: 'messages/s' }],
    measurements,
    plots,
    notes: [
      `Sustained: everything arrives, p99 of a delivery at most ${options.p99Ms} ms, no backlog that grows.`,
      ...(unsustained > 0
        ? [
            `${unsustained} of ${measurements.length} runs did not hold the rate: the figure is too high.`,
          ]
        : []),
    ],
  };
}

/** Of a rate that was tried twice, the second time. */
function searchPlot(steps: readonly Measurement[]): Plot {
  const byRate = new Map(steps.map(one => [one.offeredPerSecond, one]));
  const ordered = [...byRate.values()].toSorted((a, b) => a.offeredPerSecond - b.offeredPerSecond);
  const line = (name: string, y: (one: Measurement) => number) => ({
    name,
    points: ordered.map(one => ({ x: one.offeredPerSecond, y: y(one) })),
  });
  return {
    title: 'Latency of a delivery by rate',
    xLabel: 'messages offered per second',
    yLabel: 'ms',
    logY: true,
    series: [
      line('p50', one => one.delivery.p50Ms),
      line('p99', one => one.delivery.p99Ms),
      line('p99.9', one => one.delivery.p999Ms),
    ],
  };
}
