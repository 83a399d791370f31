/**
 * When messages are due: `ratePerSecond` of them, evenly or in bursts, whether the server keeps up or
 * not. Latency counts from the time a message was due, so a stall is charged to every message that it
 * delayed and not only to the one that was on its way (what Gil Tene calls coordinated omission).
 */
export class OpenLoop {
  readonly startUs: number;
  /** Between two bursts. */
  private readonly intervalUs: number;
  private readonly burst: number;
  private issued = 0;

  /** @param burst messages that are due at the same moment */
  constructor(startUs: number, ratePerSecond: number, burst = 1) {
    if (!(ratePerSecond > 0)) throw new RangeError(`expected a rate above 0, got ${ratePerSecond}`);
    this.startUs = startUs;
    this.burst = burst;
    this.intervalUs = (1_000_000 * burst) / ratePerSecond;
  }

  /** When message number `index` is due. */
  dueUs(index: number): number {
    return this.startUs + Math.floor(index / this.burst) * this.intervalUs;
  }

  /** How many more are due by now, at most `max`; they count as issued. */
  take(nowUs: number, max: number): number {
    const due = (Math.floor((nowUs - this.startUs) / this.intervalUs) + 1) * this.burst;
    const count = Math.max(0, Math.min(max, due - this.issued));
    this.issued += count;
    return count;
  }

  /** The next message that is to be issued. */
  get next(): number {
    return this.issued;
  }
}
