import { Emitter, type Logger, type Unsubscribe, type UserId } from '@parley/core';
import type { Presence, PresenceMode, PresenceStatus, Signal, WelcomeFrame } from '@parley/wire';
import type { Link } from '../socket/link.ts';
import { WatchList } from './watch-list.ts';

/** How somebody is, as far as it is known. `unknown`: not asked yet, or not connected. */
export interface PresenceView {
  readonly status: PresenceStatus | 'unknown';
  /** When the person was last there; only while offline, and only if that may be known. */
  readonly lastSeenAtMs: number | null;
}

/** Who is there, live. */
export interface PresenceList {
  /**
   * Begins to follow these people, until the function that it returns is called. Any number of places
   * may follow the same person.
   */
  watch(userIds: Iterable<UserId>): Unsubscribe;
  get(userId: UserId): PresenceView;
  /** How the own account wants to be seen; null before the first connection. */
  readonly mode: PresenceMode | null;
  /** Told once for all that changed in a turn; an empty set when only `mode` did. */
  onChange(listener: (userIds: ReadonlySet<UserId>) => void): Unsubscribe;
}

const UNKNOWN: PresenceView = { status: 'unknown', lastSeenAtMs: null };

/** Follows people over whichever link there is. While there is none nothing is known. */
export class PresenceStore implements PresenceList {
  mode: PresenceMode | null = null;
  private chosenAtMs = 0;
  private readonly known = new Map<UserId, PresenceView & { version: number }>();
  private readonly list: WatchList;
  private readonly changed = new Emitter<ReadonlySet<UserId>>();
  private dirty: Set<UserId> | null = null;

  constructor(logger: Logger) {
    this.list = new WatchList({
      told: presences => this.learn(presences),
      dropped: userIds => {
        for (const userId of userIds) this.known.delete(userId);
      },
      logger,
    });
  }

  watch(userIds: Iterable<UserId>): Unsubscribe {
    return this.list.add([...userIds]);
  }

  get(userId: UserId): PresenceView {
    return this.known.get(userId) ?? UNKNOWN;
  }

  onChange(listener: (userIds: ReadonlySet<UserId>) => void): Unsubscribe {
    return this.changed.subscribe(listener);
  }

  attach(link: Link, { limits, presenceMode }: WelcomeFrame): void {
    this.chosenAtMs = 0;
    this.setMode(presenceMode, 0);
    this.list.attach(link, limits.watchedUsers);
  }

  detach(): void {
    this.list.detach();
    for (const userId of this.known.keys()) this.tellSoon(userId);
    this.known.clear();
  }

  /** Somebody else is signed in. */
  clear(): void {
    this.detach();
    this.mode = null;
    this.tellSoon();
  }

  receive(signals: readonly Signal[]): void {
    for (const signal of signals) {
      if (signal.type === 'presence') this.learn([signal]);
      else if (signal.type === 'presence-mode') this.setMode(signal.mode, signal.chosenAtMs);
    }
  }

  setMode(mode: PresenceMode, chosenAtMs: number): void {
    if (chosenAtMs < this.chosenAtMs) return;
    this.chosenAtMs = chosenAtMs;
    if (mode === this.mode) return;
    this.mode = mode;
    this.tellSoon();
  }

  private learn(presences: readonly Presence[]): void {
    for (const { userId, status, version, lastSeenAtMs = null } of presences) {
      if (!this.list.has(userId)) continue;
      // An answer and the signals around it may come in any order.
      if ((this.known.get(userId)?.version ?? -1) >= version) continue;
      this.known.set(userId, { status, lastSeenAtMs, version });
      this.tellSoon(userId);
    }
  }

  private tellSoon(userId?: UserId): void {
    if (this.dirty === null) {
      this.dirty = new Set();
      queueMicrotask(() => {
        const dirty = this.dirty ?? new Set();
        this.dirty = null;
        this.changed.emit(dirty);
      });
    }
    if (userId !== undefined) this.dirty.add(userId);
  }
}
