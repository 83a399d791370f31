import { type Dispatch, encodeDispatchBatch } from '@parley/contracts';
import type { Clock, Logger, UserId } from '@parley/core';
import type { Queue } from '@parley/queue';
import type { SessionStore, VisibleStatus } from '@parley/session-store';
import type { PresenceSignal } from '@parley/wire';
import type { TaskMetrics } from '../metrics.ts';

interface Ports {
  queue: Pick<Queue, 'publish'>;
  sessionStore: Pick<SessionStore, 'presence'>;
  clock: Clock;
  logger: Logger;
  metrics: TaskMetrics;
  /** How long who was on a node that is gone may take to come back elsewhere, in ms. */
  offlineGraceMs: number;
}

/** So many people in one element of the queue. */
const PER_ELEMENT = 256;
/** The store measures the grace by its own clock, and a timer may be a little early. */
const MARGIN_MS = 20;

/**
 * Tells who watches that the people of a node that is gone are there no more. It asks when their time
 * to come back is over: who is on another node by then has not changed, and nothing is told. Whom this
 * process forgets at its end, or cannot tell, the nodes find out when they next ask.
 */
export class FallenUsers {
  private readonly waiting = new Set<NodeJS.Timeout>();
  private readonly telling = new Set<Promise<void>>();
  private readonly ports: Ports;

  constructor(ports: Ports) {
    this.ports = ports;
  }

  add(userIds: readonly UserId[]): void {
    if (userIds.length === 0) return;
    const timer = setTimeout(() => {
      this.waiting.delete(timer);
      const telling = this.tell(userIds);
      this.telling.add(telling);
      void telling.finally(() => this.telling.delete(telling));
    }, this.ports.offlineGraceMs + MARGIN_MS);
    this.waiting.add(timer.unref());
  }

  /** Finishes what is being told. */
  async close(): Promise<void> {
    for (const timer of this.waiting) clearTimeout(timer);
    this.waiting.clear();
    await Promise.all(this.telling);
  }

  private async tell(userIds: readonly UserId[]): Promise<void> {
    const { queue, sessionStore, clock, logger, metrics } = this.ports;
    try {
      const { changes } = await sessionStore.presence(userIds);
      const nowMs = clock.nowMs();
      const elements = [];
      for (let from = 0; from < changes.length; from += PER_ELEMENT) {
        const some = changes.slice(from, from + PER_ELEMENT);
        const dispatches = some.map(change => toDispatch(change, nowMs));
        elements.push({ key: some[0]?.userId ?? '', payload: encodeDispatchBatch({ dispatches }) });
      }
      if (elements.length === 0) return;
      await queue.publish(elements);
      metrics.presenceTold.inc(changes.length);
    } catch (error) {
      logger.warn({ err: error, users: userIds.length }, 'it was not told who is gone');
    }
  }
}

function toDispatch(change: VisibleStatus, nowMs: number): Dispatch {
  const signal: PresenceSignal = { type: 'presence', ...change };
  if (change.status === 'offline') signal.lastSeenAtMs = nowMs;
  return {
    audience: { watchersOf: change.userId },
    signal: Buffer.from(JSON.stringify(signal)),
    committedAtMs: nowMs,
  };
}
