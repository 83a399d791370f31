import { type Clock, type Logger, toParleyError } from '@parley/core';
import type { BatchHandler } from '@parley/queue';
import type { TaskMetrics } from '../metrics.ts';
import type { RoutedDispatch } from '../routing/dispatch.ts';
import type { BuryPoison } from '../use-cases/bury-poison.ts';
import type { DeliverDispatches } from '../use-cases/deliver-dispatches.ts';
import { readItem } from './read-item.ts';

interface Ports {
  buryPoison: BuryPoison;
  deliver: DeliverDispatches;
  clock: Clock;
  logger: Logger;
  metrics: TaskMetrics;
}

/**
 * The queue's handler. It resolves when every dispatch of the batch lies in the sockets' queues of
 * its nodes, in the schedule of retries or in the dead-letter list; otherwise it rejects, and the
 * whole batch comes again.
 */
export function createDispatchHandler(ports: Ports): BatchHandler {
  const { logger, metrics } = ports;
  return async items => {
    const [first] = items;
    if (first === undefined) return;
    const { partition } = first;
    const read = items.map(readItem);
    const dispatches = read.flatMap(one => one.dispatches);
    metrics.itemsInHand.inc(items.length);
    try {
      // Before the pushes: if the dead-letter list cannot be written, the batch comes again and
      // again, and nobody should get copies each time.
      await ports.buryPoison(
        partition,
        read.flatMap(one => one.poison),
      );
      await ports.deliver(dispatches);
    } catch (error) {
      metrics.rejectedBatches.inc();
      const { code } = toParleyError(error);
      logger.error({ partition, items: items.length, code, err: error }, 'a batch comes again');
      throw error;
    } finally {
      metrics.itemsInHand.dec(items.length);
    }
    metrics.items.inc(items.length);
    observeLag(ports, dispatches);
  };
}

/** The oldest and the newest of a batch tell as much as all of them. */
function observeLag({ clock, metrics }: Ports, dispatches: readonly RoutedDispatch[]): void {
  const nowMs = clock.nowMs();
  for (const dispatch of new Set([dispatches[0], dispatches.at(-1)])) {
    if (!dispatch?.committedAtMs) continue;
    metrics.lagSeconds.observe(Math.max(0, nowMs - dispatch.committedAtMs) / 1_000);
  }
}
