import type { Endpoint } from '../modules/module.ts';

/** What the supervisor asks of a worker. */
export type ToWorker = { ask: 'stop' } | { ask: 'metrics'; id: number };

/** What a worker tells the supervisor. */
export type FromWorker =
  | { tell: 'running'; endpoints: readonly Endpoint[] }
  | { tell: 'metrics'; id: number; metrics: object };

/** Tells a process that it is a worker, and which one: 1, 2, 3 … */
export const WORKER_VARIABLE = 'WORKER_OF_PARLEY';
