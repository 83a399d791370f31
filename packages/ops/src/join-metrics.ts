import { AggregatorRegistry, Registry } from 'prom-client';

/** What a metrics page needs. */
export type MetricsPage = Pick<Registry, 'contentType' | 'metrics'>;

/**
 * The metrics of several processes on one page; each has a label that tells its process.
 * @param ask resolves to what `getMetricsAsJSON` gave in each of them
 */
export function joinMetrics(ask: () => Promise<object[]>): MetricsPage {
  return {
    contentType: new Registry().contentType,
    metrics: async () => AggregatorRegistry.aggregate(await ask()).metrics(),
  };
}
