import { collectDefaultMetrics, Registry } from 'prom-client';

/**
 * A registry of its own (two nodes may live in one process) with what every process tells: CPU,
 * memory, event loop lag, garbage collection, open handles.
 */
export function createMetrics(): Registry {
  const metrics = new Registry();
  collectDefaultMetrics({ register: metrics });
  return metrics;
}
