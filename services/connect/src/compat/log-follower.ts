import type { LogEvent } from '@parley/wire';

/** Events beyond a gap that are kept until it is closed; more are asked for again. */
const MAX_HELD = 500;

interface Ports {
  /** Each event once, in the order of the log. */
  deliver: (event: LogEvent) => void;
  /** Asks for the events after this seq; the answer comes to `page`. Called once until then. */
  fetch: (afterSeq: number) => void;
}

/**
 * One log for a client that cannot order, drop repeats or ask for what is missing: pushes may come twice,
 * out of order and with gaps; what leaves here does not.
 */
export class LogFollower {
  private readonly ports: Ports;
  private lastSeq: number;
  /** How far the log is known to go. */
  private headSeq: number;
  private readonly held = new Map<number, LogEvent>();
  private isFetching = false;

  /** @param lastSeq up to here the client is to hear nothing */
  constructor(lastSeq: number, ports: Ports) {
    this.lastSeq = lastSeq;
    this.headSeq = lastSeq;
    this.ports = ports;
  }

  /** The last event that was delivered. */
  get seq(): number {
    return this.lastSeq;
  }

  /** An event was pushed. */
  take(event: LogEvent): void {
    this.reaches(event.seq);
    this.hold(event);
    this.deliverHeld();
    this.fetchGap();
  }

  /** The log goes this far. */
  extendsTo(seq: number): void {
    this.reaches(seq);
    this.fetchGap();
  }

  /** The answer to `fetch`. */
  page(events: readonly LogEvent[], hasMore: boolean): void {
    this.isFetching = false;
    for (const event of events) this.hold(event);
    this.deliverHeld();
    // Nothing before what is held can be seen by this user: go on there.
    const next = Math.min(...this.held.keys());
    if (events.length === 0 && !hasMore) {
      this.lastSeq = Number.isFinite(next) ? next - 1 : this.headSeq;
      this.deliverHeld();
    }
    this.fetchGap();
  }

  private reaches(seq: number): void {
    this.headSeq = Math.max(this.headSeq, seq);
  }

  private hold(event: LogEvent): void {
    const isNext = event.seq === this.lastSeq + 1;
    if (event.seq > this.lastSeq && (isNext || this.held.size < MAX_HELD)) {
      this.held.set(event.seq, event);
    }
  }

  private deliverHeld(): void {
    for (;;) {
      const event = this.held.get(this.lastSeq + 1);
      if (event === undefined) return;
      this.held.delete(event.seq);
      this.lastSeq = event.seq;
      this.ports.deliver(event);
    }
  }

  private fetchGap(): void {
    if (this.isFetching || this.lastSeq >= this.headSeq) return;
    this.isFetching = true;
    this.ports.fetch(this.lastSeq);
  }
}
