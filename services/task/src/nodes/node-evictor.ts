import type { Logger, ServerId, UserId } from '@parley/core';
import type { SessionStore } from '@parley/session-store';
import type { TaskMetrics } from '../metrics.ts';

interface Ports {
  sessionStore: Pick<SessionStore, 'evict'>;
  isLive: (serverId: ServerId) => boolean;
  logger: Logger;
  metrics: TaskMetrics;
  /** How long a node that left may take to come back, in ms. */
  goneDelayMs: number;
  /** Who does not seem to come back elsewhere; called when an eviction is done. */
  fell: (userIds: readonly UserId[]) => void;
  /** How long they have to come back, in ms. */
  offlineGraceMs: number;
}

/**
 * Makes the session store forget nodes that are gone, so that nobody is looked for there.
 *
 * Forgetting is also what mends a node that had only lost its lease: its next touch finds its
 * bindings gone, makes them again and tells those sockets the heads of their logs. That is why a
 * node that a push has gone past is evicted at once, even if it might come back.
 */
export class NodeEvictor {
  private readonly evictions = new Map<ServerId, Promise<void>>();
  private readonly suspects = new Map<ServerId, NodeJS.Timeout>();
  private readonly ports: Ports;

  constructor(ports: Ports) {
    this.ports = ports;
  }

  /** Nodes that left the registry a moment ago. */
  get missing(): ServerId[] {
    return [...this.suspects.keys()].filter(serverId => !this.ports.isLive(serverId));
  }

  /** Evicts a node unless it is back after `goneDelayMs`. */
  suspect(serverId: ServerId): void {
    if (this.suspects.has(serverId)) return;
    const timer = setTimeout(() => {
      this.suspects.delete(serverId);
      if (this.ports.isLive(serverId)) return;
      // Logged below; what is left goes by its time to live.
      this.evict(serverId).catch(() => {});
    }, this.ports.goneDelayMs);
    this.suspects.set(serverId, timer.unref());
  }

  /** Evicts a node now; calls that come meanwhile share one eviction. Rejects as the store does. */
  evict(serverId: ServerId): Promise<void> {
    this.forgive(serverId);
    const running = this.evictions.get(serverId);
    if (running) return running;
    const eviction = this.run(serverId).finally(() => this.evictions.delete(serverId));
    this.evictions.set(serverId, eviction);
    return eviction;
  }

  /** Evictions in hand are finished, those that wait are left to the time to live. */
  async close(): Promise<void> {
    for (const serverId of this.suspects.keys()) this.forgive(serverId);
    await Promise.allSettled(this.evictions.values());
  }

  private async run(serverId: ServerId): Promise<void> {
    const { sessionStore, logger, metrics, offlineGraceMs, fell } = this.ports;
    try {
      fell(await sessionStore.evict(serverId, offlineGraceMs));
    } catch (error) {
      logger.warn({ serverId, err: error }, 'a node that is gone could not be evicted');
      throw error;
    }
    metrics.nodesGone.inc();
    logger.info({ serverId }, 'evicted a node that is gone');
  }

  private forgive(serverId: ServerId): void {
    clearTimeout(this.suspects.get(serverId));
    this.suspects.delete(serverId);
  }
}
