import { type Clock, type Logger, systemClock, type Unsubscribe } from '@parley/core';
import type { Consumer, Queue } from '@parley/queue';
import type { ConnectGateway } from '@parley/rpc';
import type { SessionStore } from '@parley/session-store';
import type { Registry } from 'prom-client';
import { createDispatchHandler } from './consumers/consume-dispatches.ts';
import { createTaskMetrics } from './metrics.ts';
import { FallenUsers } from './nodes/fallen-users.ts';
import { MissedDispatches } from './nodes/missed-dispatches.ts';
import { NodeEvictor } from './nodes/node-evictor.ts';
import { SlowNodeGuard } from './nodes/slow-node-guard.ts';
import { resolveOptions, type TaskOptions } from './options.ts';
import { createBuryPoison } from './use-cases/bury-poison.ts';
import { createDeliverDispatches } from './use-cases/deliver-dispatches.ts';
import { createPushOrPostpone } from './use-cases/push-or-postpone.ts';

/** What task needs; it closes none of it. */
export interface TaskDependencies {
  queue: Pick<Queue, 'publish' | 'consume' | 'postpone' | 'bury' | 'depth'>;
  sessionStore: Pick<SessionStore, 'hosts' | 'nodesOf' | 'evict' | 'presence'>;
  connect: Pick<ConnectGateway, 'live' | 'onGone' | 'push' | 'load'>;
  logger: Logger;
  metrics: Registry;
  clock?: Clock;
  options?: Partial<TaskOptions>;
}

/** Carries dispatches from the queue to the connect nodes. */
export interface TaskService {
  /** Resolves when the queue is being consumed. To be called once. */
  start(): Promise<void>;
  /** Finishes the batches in hand, then resolves. Safe to call twice, and without `start`. */
  close(): Promise<void>;
}

/** @throws ParleyError `invalid_request` for an option that makes no sense. */
export function createTask(dependencies: TaskDependencies): TaskService {
  const { queue, sessionStore, connect, logger, clock = systemClock } = dependencies;
  const options = resolveOptions(dependencies.options ?? {});
  const metrics = createTaskMetrics(dependencies.metrics, {
    depth: () => queue.depth(),
    load: connect.load,
  });

  const guard = new SlowNodeGuard((...push) => connect.push(...push), options);
  const { offlineGraceMs } = options;
  const fallen = new FallenUsers({ queue, sessionStore, clock, logger, metrics, offlineGraceMs });
  const evictor = new NodeEvictor({
    sessionStore,
    isLive: serverId => connect.live().has(serverId),
    logger,
    metrics,
    goneDelayMs: options.goneDelayMs,
    offlineGraceMs,
    fell: userIds => fallen.add(userIds),
  });
  const missed = new MissedDispatches();
  const handler = createDispatchHandler({
    buryPoison: createBuryPoison({ queue, clock, logger, metrics }),
    deliver: createDeliverDispatches({
      sessionStore,
      connect,
      evictor,
      metrics,
      pushSize: { dispatches: options.pushDispatches, bytes: options.pushBytes },
      pushOrPostpone: createPushOrPostpone({
        queue,
        push: (...push) => guard.push(...push),
        missed,
        retry: options,
        clock,
        logger,
        metrics,
      }),
    }),
    clock,
    logger,
    metrics,
  });

  let consumer: Promise<Consumer> | undefined;
  let stopListening: Unsubscribe | undefined;
  return {
    async start() {
      if (consumer) throw new Error('task is started already');
      stopListening = connect.onGone(serverId => {
        guard.forget(serverId);
        missed.forget(serverId);
        evictor.suspect(serverId);
      });
      const { consumerId, maxItems } = options;
      consumer = queue.consume(handler, { consumerId, maxItems });
      await consumer;
      logger.info({ consumerId }, 'task consumes the queue');
    },
    async close() {
      stopListening?.();
      // One that could not be started has thrown at `start`.
      await consumer?.then(
        running => running.close(),
        () => {},
      );
      await evictor.close();
      await fallen.close();
    },
  };
}
