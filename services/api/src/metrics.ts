import { Counter, Histogram, type Registry } from 'prom-client';

export type ApiMetrics = ReturnType<typeof createApiMetrics>;

export function createApiMetrics(registry: Registry) {
  const registers = [registry];
  return {
    requests: new Counter({
      name: 'parley_api_requests_total',
      help: 'Requests, by method, route and status.',
      labelNames: ['method', 'route', 'status'],
      registers,
    }),
    requestSeconds: new Histogram({
      name: 'parley_api_request_seconds',
      help: 'Time from the head of a request to the end of its answer, by route.',
      labelNames: ['route'],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    }),
    limited: new Counter({
      name: 'parley_api_rate_limited_total',
      help: 'Requests refused by a rate limit, by limit: address, account, token.',
      labelNames: ['limit'],
      registers,
    }),
  };
}
