import { encodeDispatchBatch } from '@parley/contracts';
import { type Clock, type Logger, type ServerId, toParleyError } from '@parley/core';
import type { Queue } from '@parley/queue';
import type { ConnectGateway } from '@parley/rpc';
import type { TaskMetrics } from '../metrics.ts';
import type { MissedDispatches } from '../nodes/missed-dispatches.ts';
import { patientDelayMs, type RetryOptions, retryDelayMs } from '../retry-schedule.ts';
import { isSignal, type RoutedDispatch } from '../routing/dispatch.ts';

interface Ports {
  queue: Pick<Queue, 'postpone' | 'bury'>;
  push: ConnectGateway['push'];
  missed: Pick<MissedDispatches, 'isNeeded' | 'taken'>;
  retry: RetryOptions;
  clock: Clock;
  logger: Logger;
  metrics: TaskMetrics;
}

/** Rejects when the push failed and could not be written down for later. */
export type PushOrPostpone = (
  serverId: ServerId,
  dispatches: readonly RoutedDispatch[],
) => Promise<void>;

/**
 * Pushes to one node. What fails goes onto the schedule of retries, for this node alone; what has failed
 * too often goes to the dead-letter list. As long as the node is there it is told of what it missed all
 * the same: that is tried on, without an end, as far as nothing newer tells it. Signals are not tried
 * again. A push may hold dispatches that have failed before beside new ones, and those of several
 * partitions, so each count of failures goes its own way, and back to its partition.
 */
export function createPushOrPostpone(ports: Ports): PushOrPostpone {
  const { queue, missed, retry, clock, logger, metrics } = ports;
  return async (serverId, dispatches) => {
    const endTimer = metrics.pushSeconds.startTimer();
    try {
      const { deliveries } = await ports.push(serverId, dispatches);
      metrics.pushes.inc({ result: 'ok' });
      metrics.deliveries.inc(deliveries);
      for (const one of dispatches)
        if (one.attempts > retry.retryLimit) missed.taken(serverId, one);
    } catch (error) {
      metrics.pushes.inc({ result: 'failed' });
      logger.warn({ serverId, dispatches: dispatches.length, err: error }, 'a push failed');
      await setAside(serverId, dispatches, error);
    } finally {
      endTimer();
    }
  };

  async function setAside(
    serverId: ServerId,
    dispatches: readonly RoutedDispatch[],
    error: unknown,
  ): Promise<void> {
    const signals = dispatches.filter(isSignal).length;
    if (signals > 0) metrics.skipped.inc({ kind: 'signal' }, signals);
    const lasting = dispatches.filter(one => !isSignal(one));
    for (const { partition, failures, group } of byPartitionAndFailures(lasting)) {
      const retries = group.map(one => ({ ...one, onlyServerId: serverId, attempts: failures }));
      const delayMs = retryDelayMs(failures, retry);
      if (delayMs !== undefined) {
        await postpone(partition, retries, delayMs, error);
        continue;
      }
      if (failures === retry.retryLimit + 1) {
        await bury(partition, serverId, retries, failures, error);
      }
      await tryOn(partition, retries, failures, error);
    }
  }

  async function tryOn(
    partition: number,
    retries: readonly RoutedDispatch[],
    failures: number,
    error: unknown,
  ): Promise<void> {
    // The newest first, so that it outdates the others.
    const needed = retries.toReversed().filter(one => missed.isNeeded(one));
    if (needed.length === 0) return;
    const delayMs = patientDelayMs(failures, retry);
    await postpone(partition, needed.toReversed(), delayMs, error);
  }

  async function postpone(
    partition: number,
    retries: readonly RoutedDispatch[],
    leastMs: number,
    error: unknown,
  ): Promise<void> {
    // A node that is paused has said when it is worth trying.
    const pauseMs = toParleyError(error).details.retryAfterMs ?? 0;
    const delayMs = Math.ceil(Math.max(leastMs, pauseMs));
    await queue.postpone(partition, encode(retries), delayMs);
    metrics.retries.inc(retries.length);
  }

  async function bury(
    partition: number,
    serverId: ServerId,
    retries: readonly RoutedDispatch[],
    failures: number,
    error: unknown,
  ): Promise<void> {
    // Counted from nothing again, so that who replays it gives it a whole schedule.
    const payload = encode(retries.map(one => ({ ...one, attempts: 0 })));
    const why = error instanceof Error ? error.message : String(error);
    const reason = `push to node ${serverId} failed: ${why}`;
    await queue.bury({ partition, payload, reason, attempts: failures, diedAtMs: clock.nowMs() });
    metrics.dead.inc({ cause: 'push' }, retries.length);
    logger.error({ serverId, dispatches: retries.length, failures, reason }, 'buried a push');
  }
}

interface Failed {
  partition: number;
  /** How often a push of each has failed now, this time included. */
  failures: number;
  group: RoutedDispatch[];
}

function byPartitionAndFailures(dispatches: readonly RoutedDispatch[]): Failed[] {
  return [...Map.groupBy(dispatches, one => one.partition)].flatMap(([partition, own]) =>
    [...Map.groupBy(own, one => one.attempts + 1)].map(([failures, group]) => ({
      partition,
      failures,
      group,
    })),
  );
}

function encode(dispatches: readonly RoutedDispatch[]): Uint8Array {
  return encodeDispatchBatch({ dispatches: [...dispatches] });
}
