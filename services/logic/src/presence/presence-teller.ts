import type { Clock, Logger, UserId } from '@parley/core';
import type { VisibleStatus } from '@parley/session-store';
import type { AccountStore } from '@parley/store';
import type { Presence } from '@parley/wire';
import { SerialBatcher } from '../batching/serial-batcher.ts';
import type { PublishSignals } from '../dispatch/publish-signals.ts';
import type { LogicMetrics } from '../metrics.ts';
import type { LogicOptions } from '../options.ts';

/** Most changes of one publish, and most people of one write. */
const MAX_BATCH = 1_000;

/** Rests between batches, in ms: a write for each turn of a storm of hellos was an eighth of its cost. */
const ANNOUNCE_REST_MS = 20;
const SEEN_REST_MS = 250;

interface Ports {
  publishSignals: PublishSignals;
  accounts: Pick<AccountStore, 'markSeen'>;
  clock: Clock;
  logger: Logger;
  metrics: Pick<LogicMetrics, 'presenceTold' | 'signalsDropped'>;
  options: Pick<LogicOptions, 'maxWaitingSignals'>;
}

interface Seen {
  userId: UserId;
  atMs: number;
}

/**
 * Tells who watches that somebody's presence has changed, and remembers when people were last there.
 * Both are done together for all that come up meanwhile, and neither is tried again: nodes ask anew
 * from time to time, and the next visit writes a later time.
 */
export class PresenceTeller {
  private readonly announcing: SerialBatcher<Presence>;
  /** Who is there: written only in case that nobody tells when they go, so it may wait. */
  private readonly there: SerialBatcher<Seen>;
  private readonly gone: SerialBatcher<Seen>;
  private readonly ports: Ports;

  constructor(ports: Ports) {
    this.ports = ports;
    const bounds = { maxBatch: MAX_BATCH, maxWaiting: ports.options.maxWaitingSignals };
    this.announcing = new SerialBatcher(batch => this.announce(batch), {
      ...bounds,
      restMs: ANNOUNCE_REST_MS,
    });
    const write = (batch: readonly Seen[]) => this.writeSeen(batch);
    this.there = new SerialBatcher(write, { ...bounds, restMs: SEEN_REST_MS });
    this.gone = new SerialBatcher(write, bounds);
  }

  /** Call it with what the session store says has changed. Never waits and never throws. */
  tell(changes: readonly VisibleStatus[]): void {
    const lastSeenAtMs = this.ports.clock.nowMs();
    for (const change of changes) {
      const isGone = change.status === 'offline';
      const presence = isGone ? { ...change, lastSeenAtMs } : change;
      if (!this.announcing.add(presence)) this.ports.metrics.signalsDropped.inc();
      if (isGone) this.gone.add({ userId: change.userId, atMs: lastSeenAtMs });
    }
  }

  /** The person is there. Not to be called for who does not want to be seen. */
  saw(userId: UserId): void {
    this.there.add({ userId, atMs: this.ports.clock.nowMs() });
  }

  /** Resolves when everything is told and written. */
  async drained(): Promise<void> {
    const batchers = [this.announcing, this.there, this.gone];
    await Promise.all(batchers.map(batcher => batcher.drained()));
  }

  private async announce(presences: readonly Presence[]): Promise<void> {
    const { publishSignals, metrics } = this.ports;
    metrics.presenceTold.inc(presences.length);
    await publishSignals(
      presences.map(presence => ({
        signal: { type: 'presence', ...presence },
        audience: { watchersOf: presence.userId },
        conversationId: '',
      })),
    );
  }

  /** As of the first of them: nobody seems to have been there for longer. */
  private async writeSeen(seen: readonly Seen[]): Promise<void> {
    const { accounts, clock, logger } = this.ports;
    const atMs = seen[0]?.atMs ?? clock.nowMs();
    try {
      await accounts.markSeen(
        seen.map(({ userId }) => userId),
        atMs,
      );
    } catch (error) {
      logger.warn({ err: error, users: seen.length }, 'it was not written who was there');
    }
  }
}
