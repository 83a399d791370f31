import { fork } from 'node:child_process';
import { setTimeout as timeout } from 'node:timers/promises';
import type { Endpoint } from '../modules/module.ts';
import { type FromWorker, type ToWorker, WORKER_VARIABLE } from './messages.ts';

/** A worker that does not answer by then is left out of the metrics. */
const METRICS_MS = 2_000;

export interface WorkerExit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** One of several processes that serve the same module. */
export interface Worker {
  readonly pid: number;
  /** Resolves when it serves; never, when it ends before. */
  readonly running: Promise<readonly Endpoint[]>;
  readonly exited: Promise<WorkerExit>;
  /** Empty when it does not answer. */
  metrics(): Promise<object>;
  /** Asks for an orderly stop. */
  stop(): void;
}

/** Starts this program once more, with these arguments. */
export function startWorker(number: number, argv: readonly string[]): Worker {
  const child = fork(process.argv[1] ?? '', argv, {
    env: { ...process.env, [WORKER_VARIABLE]: `${number}` },
    // Metrics are numbers that JSON cannot tell, too.
    serialization: 'advanced',
  });
  const ask = (message: ToWorker) => {
    // It may end at any moment; then nobody answers.
    if (child.connected) child.send(message, () => {});
  };
  const asked = new Map<number, (metrics: object) => void>();
  let nextId = 1;
  const { promise: running, resolve: isRunning } = Promise.withResolvers<readonly Endpoint[]>();
  child.on('message', (message: FromWorker) => {
    switch (message.tell) {
      case 'running':
        isRunning(message.endpoints);
        break;
      case 'metrics':
        asked.get(message.id)?.(message.metrics);
        break;
    }
  });
  return {
    pid: child.pid ?? -1,
    running,
    exited: new Promise(resolve => {
      child.once('error', () => resolve({ code: 1, signal: null }));
      child.once('exit', (code, signal) => resolve({ code, signal }));
    }),
    stop: () => ask({ ask: 'stop' }),
    async metrics() {
      const id = nextId++;
      const answer = new Promise<object>(resolve => asked.set(id, resolve));
      ask({ ask: 'metrics', id });
      const metrics = await Promise.race([answer, timeout(METRICS_MS, [], { ref: false })]);
      asked.delete(id);
      return metrics;
    },
  };
}
