import type { LogEvent } from '@parley/wire';

/** Where a log stands on the server. */
export interface LogPosition {
  epoch: number;
  lastSeq: number;
  /** The first seq that the user may see. */
  visibleFromSeq: number;
}

/** Events that came too early and wait; beyond it they are dropped and fetched when their turn comes. */
const MAX_EARLY = 1_000;

/**
 * The part of one log that is held: a window without a gap, `firstSeq … headSeq`, in order, each event
 * once. It grows at its head by what is delivered and at its start by older pages. What arrives out of
 * order waits beside it; what is missing in between is for the caller to fetch (`behind`). Does no
 * I/O and knows no time. The arrays it hands out are never changed afterwards.
 */
export class ConversationLog {
  events: readonly LogEvent[] = [];
  /** Everything that may be seen up to here was there; the window ends here. */
  headSeq = 0;
  /** The highest seq that is known to exist. */
  knownSeq = 0;
  epoch = 0;
  visibleFromSeq = 1;
  /** Grows when the window is dropped, so that an answer to an older question is recognised. */
  generation = 0;
  private readonly early = new Map<number, LogEvent>();

  constructor(position: LogPosition) {
    this.restart(position);
  }

  /** The first seq of the window; one above `headSeq` when it is empty. */
  get firstSeq(): number {
    return this.headSeq - this.events.length + 1;
  }

  get hasOlder(): boolean {
    return this.firstSeq > this.visibleFromSeq;
  }

  /** Whether events are known to exist that the window does not reach yet. */
  get behind(): boolean {
    return this.headSeq < this.knownSeq;
  }

  /** Drops everything and stands, with an empty window, at the end of the log. */
  restart(position: LogPosition): void {
    this.generation++;
    this.events = [];
    this.early.clear();
    this.epoch = position.epoch;
    this.visibleFromSeq = Math.max(1, position.visibleFromSeq);
    this.headSeq = Math.max(position.lastSeq, this.visibleFromSeq - 1);
    this.knownSeq = this.headSeq;
  }

  /** Drops the window because catching up would take too long; the newest page is to be loaded. */
  skipToKnown(): void {
    const { epoch, knownSeq, visibleFromSeq } = this;
    this.restart({ epoch, lastSeq: knownSeq, visibleFromSeq });
  }

  observe(lastSeq: number): void {
    this.knownSeq = Math.max(this.knownSeq, lastSeq);
  }

  /**
   * Takes events in any order, repeated or not. Returns those that the window gained at its head, by
   * rising seq.
   */
  accept(events: readonly LogEvent[]): LogEvent[] {
    for (const event of events) {
      this.observe(event.seq);
      const wanted = event.seq > this.headSeq && event.seq >= this.visibleFromSeq;
      if (wanted) this.early.set(event.seq, event);
    }
    const gained = this.takeFollowing();
    if (gained.length > 0) this.events = [...this.events, ...gained];
    if (this.early.size > MAX_EARLY) this.early.clear();
    return gained;
  }

  /**
   * Puts an older page in front. Returns how many events the window gained: only what ends right
   * before it fits, and of that only the part without a gap.
   */
  prepend(page: readonly LogEvent[], hasMore: boolean): number {
    let at = page.length;
    let next = this.firstSeq - 1;
    while (at > 0 && page[at - 1]?.seq === next) {
      at--;
      next--;
    }
    const fitting = page.slice(at);
    this.events = [...fitting, ...this.events];
    // The server says that nothing is before this page, whatever was known of the beginning.
    if (!hasMore && at === 0) this.visibleFromSeq = this.firstSeq;
    return fitting.length;
  }

  /** Forgets the oldest events of the window beyond `keep`. */
  trim(keep: number): void {
    if (this.events.length > keep) this.events = this.events.slice(-keep);
  }

  private takeFollowing(): LogEvent[] {
    const gained: LogEvent[] = [];
    for (;;) {
      const event = this.early.get(this.headSeq + 1);
      if (event === undefined) return gained;
      this.early.delete(event.seq);
      this.headSeq = event.seq;
      gained.push(event);
    }
  }
}
