import { type Logger, ParleyError, type Unsubscribe, type UserId } from '@parley/core';
import type { Presence } from '@parley/wire';
import type { Link } from '../socket/link.ts';

/** A list that scrolls changes many times; what comes within this time is told together. */
const COALESCE_MS = 50;
/** After a refusal; most are over by then. */
const RETRY_MS = 2_000;

interface Ports {
  /** What the server answered. */
  told: (presences: readonly Presence[]) => void;
  /** These are not followed any more. */
  dropped: (userIds: readonly UserId[]) => void;
  logger: Logger;
}

/**
 * Whom this client follows, counted by the places that want to know. The server is told the whole list
 * after a change, and again over every new link. Beyond the server's limit those count who came last.
 */
export class WatchList {
  /** In the order in which they were last asked for. */
  private readonly counts = new Map<UserId, number>();
  /** What the server was told over this link; null: nothing. */
  private told: ReadonlySet<UserId> | null = null;
  private link: Link | null = null;
  private limit = 0;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private readonly ports: Ports;

  constructor(ports: Ports) {
    this.ports = ports;
  }

  has(userId: UserId): boolean {
    return this.counts.has(userId);
  }

  /** Returns what lets them go; safe to call twice. */
  add(userIds: readonly UserId[]): Unsubscribe {
    for (const userId of userIds) {
      const count = this.counts.get(userId) ?? 0;
      this.counts.delete(userId);
      this.counts.set(userId, count + 1);
    }
    this.flushSoon(COALESCE_MS);
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      for (const userId of userIds) this.release(userId);
      this.flushSoon(COALESCE_MS);
    };
  }

  attach(link: Link, limit: number): void {
    this.link = link;
    this.limit = limit;
    this.told = null;
    if (this.counts.size > 0) this.flushSoon(0);
  }

  detach(): void {
    this.link = null;
    this.told = null;
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  private release(userId: UserId): void {
    const count = (this.counts.get(userId) ?? 1) - 1;
    if (count > 0) this.counts.set(userId, count);
    else this.counts.delete(userId);
  }

  private flushSoon(afterMs: number): void {
    if (this.link === null || this.timer !== null) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      void this.flush();
    }, afterMs);
  }

  private async flush(): Promise<void> {
    const { link, told } = this;
    if (link === null) return;
    const wanted = new Set([...this.counts.keys()].slice(-this.limit));
    if (told && told.size === wanted.size && [...wanted].every(userId => told.has(userId))) return;
    this.ports.dropped([...(told ?? [])].filter(userId => !wanted.has(userId)));
    this.told = wanted;
    try {
      const presences = await link.watch([...wanted]);
      if (this.link === link) this.ports.told(presences);
    } catch (error) {
      if (this.link !== link) return;
      this.ports.logger.warn({ err: error }, 'presence could not be asked for');
      this.told = null;
      if (error instanceof ParleyError && error.retryable) this.flushSoon(RETRY_MS);
    }
  }
}
