import type { GatewayLoad } from '@parley/rpc';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

export type ApiMetrics = ReturnType<typeof createApiMetrics>;

export function createApiMetrics(registry: Registry, logic: Readonly<GatewayLoad>) {
  const registers = [registry];
  registerLoad(registers, logic);
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
    inFlight: new Gauge({
      name: 'parley_api_requests_in_flight',
      help: 'Requests in hand.',
      registers,
    }),
    waiting: new Gauge({
      name: 'parley_api_requests_waiting',
      help: 'Requests that wait because too many are in hand.',
      registers,
    }),
    overloaded: new Counter({
      name: 'parley_api_overloaded_total',
      help: 'Requests refused because too many were in hand, and waited.',
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

function registerLoad(registers: Registry[], logic: Readonly<GatewayLoad>): void {
  new Gauge({
    name: 'parley_api_logic_pending',
    help: 'Calls to logic without a reply.',
    registers,
    collect() {
      this.set(logic.pending);
    },
  });
  new Counter({
    name: 'parley_api_logic_refused_total',
    help: 'Calls to logic beyond the bound.',
    registers,
    collect() {
      this.reset();
      this.inc(logic.refused);
    },
  });
}
