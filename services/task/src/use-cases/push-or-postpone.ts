import { encodeDispatchBatch } from '@parley/contracts';
import { type Clock, type Logger, type ServerId, toParleyError } from '@parley/core';
import type { Queue } from '@parley/queue';
import type { ConnectGateway } from '@parley/rpc';
import type { TaskMetrics } from '../metrics.ts';
import { type RetryOptions, retryDelayMs } from '../retry-schedule.ts';
import type { RoutedDispatch } from '../routing/dispatch.ts';

interface Ports {
  queue: Pick<Queue, 'postpone' | 'bury'>;
  push: ConnectGateway['push'];
  retry: RetryOptions;
  clock: Clock;
  logger: Logger;
  metrics: TaskMetrics;
}

/** Rejects when the push failed and could not be written down for later. */
export type PushOrPostpone = (
  partition: number,
  serverId: ServerId,
  dispatches: readonly RoutedDispatch[],
) => Promise<void>;

/**
 * Pushes to one node. What fails goes onto the schedule of retries, for this node alone; what has
 * failed too often goes to the dead-letter list. A push may hold dispatches that have failed before
 * beside new ones, so each count of failures goes its own way.
 */
export function createPushOrPostpone(ports: Ports): PushOrPostpone {
  const { queue, retry, clock, logger, metrics } = ports;
  return async (partition, serverId, dispatches) => {
    const endTimer = metrics.pushSeconds.startTimer();
    try {
      const { deliveries } = await ports.push(serverId, dispatches);
      metrics.pushes.inc({ result: 'ok' });
      metrics.deliveries.inc(deliveries);
    } catch (error) {
      metrics.pushes.inc({ result: 'failed' });
      logger.warn({ serverId, dispatches: dispatches.length, err: error }, 'a push failed');
      for (const [failures, group] of byFailures(dispatches)) {
        await setAside(partition, serverId, group, failures, error);
      }
    } finally {
      endTimer();
    }
  };

  async function setAside(
    partition: number,
    serverId: ServerId,
    dispatches: readonly RoutedDispatch[],
    failures: number,
    error: unknown,
  ): Promise<void> {
    const delayMs = retryDelayMs(failures, retry);
    if (delayMs !== undefined) {
      const payload = encodeFor(serverId, dispatches, failures);
      // A node that is paused has said when it is worth trying.
      const pauseMs = toParleyError(error).details.retryAfterMs ?? 0;
      await queue.postpone(partition, payload, Math.max(delayMs, pauseMs));
      metrics.retries.inc(dispatches.length);
      return;
    }
    // Counted from nothing again, so that who replays it gives it a whole schedule.
    const payload = encodeFor(serverId, dispatches, 0);
    const why = error instanceof Error ? error.message : String(error);
    const reason = `push to node ${serverId} failed: ${why}`;
    await queue.bury({ partition, payload, reason, attempts: failures, diedAtMs: clock.nowMs() });
    metrics.dead.inc({ cause: 'push' }, dispatches.length);
    logger.error({ serverId, dispatches: dispatches.length, failures, reason }, 'buried a push');
  }
}

/** The dispatches by how often a push of each has failed now, this time included. */
function byFailures(dispatches: readonly RoutedDispatch[]): Map<number, RoutedDispatch[]> {
  return Map.groupBy(dispatches, dispatch => dispatch.attempts + 1);
}

function encodeFor(
  serverId: ServerId,
  dispatches: readonly RoutedDispatch[],
  attempts: number,
): Uint8Array {
  return encodeDispatchBatch({
    dispatches: dispatches.map(dispatch => ({ ...dispatch, onlyServerId: serverId, attempts })),
  });
}
