import type { createMetrics } from '@parley/ops';
import type { Endpoint } from '../modules/module.ts';
import { type FromWorker, type ToWorker, WORKER_VARIABLE } from './messages.ts';

/** A worker's line to its supervisor. */
export interface WorkerLink {
  /** 1, 2, 3 …; who takes the place of one that died has its number. */
  number: number;
  /** The worker serves. */
  tellRunning(endpoints: readonly Endpoint[]): void;
  /** Gives these metrics, with the worker's number in each, to the supervisor when it asks. */
  share(metrics: ReturnType<typeof createMetrics>): void;
  /** Called when the supervisor says so, and when it is gone. */
  onStop(stop: () => void): void;
  /** Ends the line; without that the process would not end. */
  close(): void;
}

/** undefined in a process that is nobody's worker. */
export function openWorkerLink(env: NodeJS.ProcessEnv): WorkerLink | undefined {
  const number = Number(env[WORKER_VARIABLE]);
  if (!process.connected || !(number > 0)) return undefined;
  const tell = (message: FromWorker) => {
    if (process.connected) process.send?.(message);
  };
  return {
    number,
    tellRunning: endpoints => tell({ tell: 'running', endpoints }),
    share: metrics => {
      metrics.setDefaultLabels({ worker: `${number}` });
      process.on('message', (message: ToWorker) => {
        if (message.ask !== 'metrics') return;
        const { id } = message;
        void metrics.getMetricsAsJSON().then(all => tell({ tell: 'metrics', id, metrics: all }));
      });
    },
    onStop: stop => {
      process.on('message', (message: ToWorker) => {
        if (message.ask === 'stop') stop();
      });
      process.once('disconnect', stop);
    },
    close: () => {
      process.removeAllListeners('message');
      process.removeAllListeners('disconnect');
      if (process.connected) process.disconnect();
    },
  };
}
