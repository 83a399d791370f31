import type { Measurement } from '../measure/measurement.ts';
import type { Plot } from './scenario.ts';

const X_LABEL = 'messages offered per second';

/** How latency, throughput and cost change with the rate. Of a rate that was tried twice, the second time. */
export function searchPlots(steps: readonly Measurement[]): Plot[] {
  const byRate = new Map(steps.map(one => [one.offeredPerSecond, one]));
  const ordered = [...byRate.values()].toSorted((a, b) => a.offeredPerSecond - b.offeredPerSecond);
  const line = (name: string, y: (one: Measurement) => number) => ({
    name,
    points: ordered.map(one => ({ x: one.offeredPerSecond, y: y(one) })),
  });
  return [
    {
      title: 'Latency of a delivery by rate',
      xLabel: X_LABEL,
      yLabel: 'ms',
      logX: true,
      logY: true,
      series: [
        line('p50', one => one.delivery.p50Ms),
        line('p95', one => one.delivery.p95Ms),
        line('p99', one => one.delivery.p99Ms),
        line('p99.9', one => one.delivery.p999Ms),
      ],
    },
    {
      title: 'Deliveries by rate',
      xLabel: X_LABEL,
      yLabel: 'deliveries/s',
      series: [line('delivered', one => one.deliveredPerSecond)],
    },
    {
      title: 'CPU of all tiers by rate',
      xLabel: X_LABEL,
      yLabel: 'µs/message',
      logX: true,
      series: [line('CPU', one => one.cpuPerMessageUs)],
    },
  ];
}
