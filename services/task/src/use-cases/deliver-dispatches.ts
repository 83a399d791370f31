import { Batcher, type ServerId } from '@parley/core';
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
  sessionStore: Pick<SessionStore, 'hosts' | 'nodesOf'>;
  connect: Pick<ConnectGateway, 'live'>;
  evictor: Pick<NodeEvictor, 'evict' | 'missing'>;
  pushOrPostpone: PushOrPostpone;
  metrics: TaskMetrics;
  pushSize: PushSize;
}

/** Rejects when something is neither delivered nor written down for later. */
export type DeliverDispatches = (dispatches: readonly RoutedDispatch[]) => Promise<void>;

/** What one handler waits for. */
interface Batch {
  dispatches: readonly RoutedDispatch[];
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** What is under way, and for which partitions. */
interface Work {
  partitions: ReadonlySet<number>;
  done: Promise<void>;
}

/**
 * Finds out who is where in one round trip and pushes to each node once, all nodes side by side. What
 * several partitions hand over in one turn of the event loop is asked for and pushed together: a publish
 * wakes many of them, each with little. It is asked after all of it has come off the queue, never before.
 *
 * A batch waits only for what holds something of its partition, so a slow node holds up nobody else.
 */
export function createDeliverDispatches(ports: Ports): DeliverDispatches {
  const { connect, evictor, metrics } = ports;
  const turn = new Batcher<Batch>(batches => void deliverTogether(batches));
  return dispatches => {
    if (dispatches.length === 0) return Promise.resolve();
    return new Promise((resolve, reject) => turn.add({ dispatches, resolve, reject }));
  };

  async function deliverTogether(batches: readonly Batch[]): Promise<void> {
    try {
      const under = await start(batches.flatMap(batch => batch.dispatches));
      for (const { dispatches, resolve, reject } of batches) {
        const partition = dispatches[0]?.partition ?? 0;
        const own = under.filter(work => work.partitions.has(partition));
        allSettled(own.map(work => work.done)).then(resolve, reject);
      }
    } catch (error) {
      for (const { reject } of batches) reject(error);
    }
  }

  async function start(dispatches: readonly RoutedDispatch[]): Promise<Work[]> {
    const { hosts, nodes } = await findOut(ports.sessionStore, dispatches);
    const { missing } = evictor;
    const plan = planPushes(dispatches, { hosts, nodes, live: connect.live(), missing });
    const pushes = [...plan.pushes].flatMap(([serverId, own]) =>
      cutPush(own, ports.pushSize).map(piece =>
        workOn(piece, ports.pushOrPostpone(serverId, piece)),
      ),
    );
    const gone = [...plan.gone].map(([serverId, own]) => workOn(own, passOver(serverId, own)));
    return [...pushes, ...gone];
  }

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
  sessionStore: Pick<SessionStore, 'hosts' | 'nodesOf'>,
  dispatches: readonly RoutedDispatch[],
): Promise<Pick<Whereabouts, 'hosts' | 'nodes'>> {
  const { conversationIds, userIds } = questionsOf(dispatches);
  const [hosts, nodes] = await Promise.all([
    conversationIds.length === 0 ? new Map() : sessionStore.hosts(conversationIds),
    userIds.length === 0 ? new Map() : sessionStore.nodesOf(userIds),
  ]);
  return { hosts, nodes };
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

function workOn(dispatches: readonly RoutedDispatch[], done: Promise<void>): Work {
  return { partitions: new Set(dispatches.map(one => one.partition)), done };
}
