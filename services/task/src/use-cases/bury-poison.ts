import type { Clock, Logger } from '@parley/core';
import type { Queue } from '@parley/queue';
import type { Poison } from '../consumers/read-item.ts';
import type { TaskMetrics } from '../metrics.ts';

interface Ports {
  queue: Pick<Queue, 'bury'>;
  clock: Clock;
  logger: Logger;
  metrics: TaskMetrics;
}

/** Rejects when one could not be buried: it is then not done. */
export type BuryPoison = (partition: number, poison: readonly Poison[]) => Promise<void>;

/** Puts what can never be delivered into the dead-letter list at once; trying again would not help. */
export function createBuryPoison({ queue, clock, logger, metrics }: Ports): BuryPoison {
  return async (partition, poison) => {
    for (const { payload, reason } of poison) {
      await queue.bury({ partition, payload, reason, attempts: 1, diedAtMs: clock.nowMs() });
      metrics.dead.inc({ cause: 'payload' });
      logger.error({ partition, bytes: payload.length, reason }, 'buried an unreadable payload');
    }
  };
}
