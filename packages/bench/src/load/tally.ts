import { Histogram } from '../measure/histogram.ts';

/**
 * Counts what becomes of the messages of one measured time: those with the numbers from `first` on,
 * `count` of them. Arrivals of others (of the warm-up) only count by when they came.
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
  private readonly first: number;
  private readonly receivers: number;
  private readonly dueUs: (number: number) => number;
  private readonly arrivals: Uint16Array;
  private confirmed = 0;
  private settled = 0;
  private inTime = false;

  constructor(first: number, count: number, receivers: number, dueUs: (number: number) => number) {
    this.first = first;
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

  deliver(number: number, dueUs: number, atUs: number): void {
    if (this.inTime) this.deliveredInTime += 1;
    if (!this.holds(number)) return;
    this.delivered += 1;
    const latencyUs = atUs - dueUs;
    this.delivery.record(latencyUs);
    const slot = number - this.first;
    const arrivals = (this.arrivals[slot] ?? 0) + 1;
    this.arrivals[slot] = arrivals;
    if (arrivals === this.receivers) this.completion.record(latencyUs);
  }

  private holds(number: number): boolean {
    return number >= this.first && number < this.first + this.arrivals.length;
  }
}
