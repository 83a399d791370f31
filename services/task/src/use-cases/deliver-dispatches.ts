import type { ServerId } from '@parley/core';
import type { ConnectGateway } from '@parley/rpc';
import type { SessionStore } from '@parley/session-store';
import type { TaskMetrics } from '../metrics.ts';
import type { NodeEvictor } from '../nodes/node-evictor.ts';
import { cutPush, type PushSize } from '../routing/cut-push.ts';
import type { RoutedDispatch } from '../routing/dispatch.ts';
import { planPushes, type Whereabouts } from '../routing/plan-pushes.ts';
import { questionsOf } from '../routing/questions.ts';
import type { PushOrPostpone } from './push-or-postpone.ts';

interface Ports {
  sessionStore: Pick<SessionStore, 'hosts' | 'locate'>;
  connect: Pick<ConnectGateway, 'live'>;
  evictor: Pick<NodeEvictor, 'evict' | 'missing'>;
  pushOrPostpone: PushOrPostpone;
  metrics: TaskMetrics;
  pushSize: PushSize;
}

/** Rejects when something is neither delivered nor written down for later. */
export type DeliverDispatches = (
  partition: number,
  dispatches: readonly RoutedDispatch[],
) => Promise<void>;

/** Finds out who is where in one round trip and pushes to each node once, all nodes side by side. */
export function createDeliverDispatches(ports: Ports): DeliverDispatches {
  const { connect, evictor, metrics } = ports;
  return async (partition, dispatches) => {
    if (dispatches.length === 0) return;
    const { hosts, bindings } = await findOut(ports.sessionStore, dispatches);
    const { missing } = evictor;
    const plan = planPushes(dispatches, { hosts, bindings, live: connect.live(), missing });
    const work: Promise<void>[] = [];
    for (const [serverId, own] of plan.pushes) {
      for (const piece of cutPush(own, ports.pushSize)) {
        work.push(ports.pushOrPostpone(partition, serverId, piece));
      }
    }
    for (const [serverId, own] of plan.gone) {
      work.push(passOver(serverId, own));
    }
    await allSettled(work);
  };

  /** The users of a node that is gone resume elsewhere and ask for what they miss. */
  async function passOver(serverId: ServerId, dispatches: readonly RoutedDispatch[]) {
    const retries = dispatches.filter(dispatch => dispatch.onlyServerId !== '').length;
    if (retries > 0) metrics.skipped.inc({ kind: 'retry' }, retries);
    if (retries < dispatches.length)
      metrics.skipped.inc({ kind: 'first' }, dispatches.length - retries);
    await evictor.evict(serverId);
  }
}

async function findOut(
  sessionStore: Pick<SessionStore, 'hosts' | 'locate'>,
  dispatches: readonly RoutedDispatch[],
): Promise<Pick<Whereabouts, 'hosts' | 'bindings'>> {
  const { conversationIds, userIds } = questionsOf(dispatches);
  const [hosts, bindings] = await Promise.all([
    conversationIds.length === 0 ? new Map() : sessionStore.hosts(conversationIds),
    userIds.length === 0 ? new Map() : sessionStore.locate(userIds),
  ]);
  return { hosts, bindings };
}

/**
 * Waits for all, then rejects with the first error. (`Promise.all` rejects at once, and the batch
 * would come again while pushes of it are still under way.)
 */
async function allSettled(work: readonly Promise<void>[]): Promise<void> {
  for (const outcome of await Promise.allSettled(work)) {
    if (outcome.status === 'rejected') throw outcome.reason;
  }
}
