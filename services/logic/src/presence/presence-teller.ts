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

interface Ports {
  publishSignals: PublishSignals;
  accounts: Pick<AccountStore, 'markSeen'>;
  clock: Clock;
  logger: Logger;
  metrics: Pick<LogicMetrics, 'presenceTold' | 'signalsDropped'>;
  options: Pick<LogicOptions, 'maxWaitingSignals'>;
}

/**
 * Tells who watches that somebody's presence has changed, and remembers when people were last there.
 * Both are done together for all that come up meanwhile, and neither is tried again: nodes ask anew
 * from time to time, and the next visit writes a later time.
 */
export class PresenceTeller {
  private readonly announcing: SerialBatcher<Presence>;
  private readonly seen: SerialBatcher<UserId>;
  private readonly ports: Ports;

  constructor(ports: Ports) {
    this.ports = ports;
    const bounds = { maxBatch: MAX_BATCH, maxWaiting: ports.options.maxWaitingSignals };
    this.announcing = new SerialBatcher(batch => this.announce(batch), bounds);
    this.seen = new SerialBatcher(batch => this.writeSeen(batch), bounds);
  }

  /** Call it with what the session store says has changed. Never waits and never throws. */
  tell(changes: readonly VisibleStatus[]): void {
    const lastSeenAtMs = this.ports.clock.nowMs();
    for (const change of changes) {
      const isGone = change.status === 'offline';
      const presence = isGone ? { ...change, lastSeenAtMs } : change;
      if (!this.announcing.add(presence)) this.ports.metrics.signalsDropped.inc();
      if (isGone) this.saw(change.userId);
    }
  }

  /** The person is there, or was until now. Not to be called for who does not want to be seen. */
  saw(userId: UserId): void {
    this.seen.add(userId);
  }

  /** Resolves when everything is told and written. */
  async drained(): Promise<void> {
    await Promise.all([this.announcing.drained(), this.seen.drained()]);
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

  private async writeSeen(userIds: readonly UserId[]): Promise<void> {
    const { accounts, clock, logger } = this.ports;
    try {
      await accounts.markSeen(userIds, clock.nowMs());
    } catch (error) {
      logger.warn({ err: error, users: userIds.length }, 'it was not written who was there');
    }
  }
}
