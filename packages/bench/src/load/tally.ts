import { Histogram } from '../measure/histogram.ts';

/** Which messages a run sends: the first one's number, how many to warm up, how many that count. */
export interface RunNumbers {
  first: number;
  warmups: number;
  count: number;
}

/**
 * Counts what becomes of the messages of one measured time. Arrivals of those of the warm-up only count
 * by when they came; what an earlier run has left does not count at all.
 */
export class Tally {
  readonly ack = new Histogram();
  readonly delivery = new Histogram();
  /** To the last receiver of each message. */
  readonly completion = new Histogram();
  delivered = 0;
  acknowledgedInTime = 0;
  deliveredInTime = 0;
  refused = 0;
  private readonly warmFrom: number;
  private readonly first: number;
  private readonly receivers: number;
  private readonly dueUs: (number: number) => number;
  private readonly arrivals: Uint16Array;
  private confirmed = 0;
  private settled = 0;
  private inTime = false;

  constructor(
    { first, warmups, count }: RunNumbers,
    receivers: number,
    dueUs: (number: number) => number,
  ) {
    this.warmFrom = first;
    this.first = first + warmups;
    this.receivers = receivers;
    this.dueUs = dueUs;
    this.arrivals = new Uint16Array(count);
  }

  /** Whether the measured time is now. */
  set isInTime(inTime: boolean) {
    this.inTime = inTime;
  }

  get acknowledged(): number {
    return this.confirmed;
  }

  /** All that were answered, of the warm-up too. */
  get answered(): number {
    return this.settled;
  }

  /** Whether all of the first `offered` messages are answered and delivered. */
  isComplete(offered: number): boolean {
    return this.confirmed + this.refused >= offered && this.delivered >= this.expected(offered);
  }

  /** Deliveries that are due for so many messages, if none was refused. */
  expected(offered: number): number {
    return Math.max(0, offered - this.refused) * this.receivers;
  }

  acknowledge(number: number, atUs: number): void {
    if (number < this.warmFrom) return;
    this.settled += 1;
    if (this.inTime) this.acknowledgedInTime += 1;
    if (!this.holds(number)) return;
    this.confirmed += 1;
    this.ack.record(atUs - this.dueUs(number));
  }

  refuse(count: number): void {
    this.settled += count;
    this.refused += count;
  }

  /** @param count receivers that it came to at this time */
  deliver(number: number, dueUs: number, atUs: number, count = 1): void {
    if (this.inTime && number >= this.warmFrom) this.deliveredInTime += count;
    if (!this.holds(number)) return;
    this.delivered += count;
    const latencyUs = atUs - dueUs;
    this.delivery.record(latencyUs, count);
    const slot = number - this.first;
    const before = this.arrivals[slot] ?? 0;
    const arrivals = before + count;
    this.arrivals[slot] = arrivals;
    if (before < this.receivers && arrivals >= this.receivers) this.completion.record(latencyUs);
  }

  private holds(number: number): boolean {
    return number >= this.first && number < this.first + this.arrivals.length;
  }
}
