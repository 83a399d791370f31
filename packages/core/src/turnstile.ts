interface TurnstileOptions {
  /** So many at the same time. */
  atOnce: number;
  /** So many may wait. */
  maxWaiting: number;
  /** What one more is refused with. */
  refuse: () => Error;
}

/** Lets few in at a time and few wait, in the order of coming; whoever comes beyond is refused at once. */
export class Turnstile {
  private running = 0;
  private readonly queue: (() => void)[] = [];
  private readonly options: TurnstileOptions;

  constructor(options: TurnstileOptions) {
    this.options = options;
  }

  /** How many wait. */
  get waiting(): number {
    return this.queue.length;
  }

  /** How many are in. */
  get inside(): number {
    return this.running;
  }

  /** @throws what `refuse` makes when too many wait, and what `work` throws. */
  async pass<T>(work: () => Promise<T>): Promise<T> {
    if (this.running < this.options.atOnce) {
      this.running++;
    } else {
      if (this.queue.length >= this.options.maxWaiting) throw this.options.refuse();
      // Whoever is done hands its place on, so `running` stays as it is.
      await new Promise<void>(resolve => this.queue.push(resolve));
    }
    try {
      return await work();
    } finally {
      const next = this.queue.shift();
      if (next) next();
      else this.running--;
    }
  }
}
