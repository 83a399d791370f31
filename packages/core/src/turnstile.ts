interface TurnstileOptions {
  /** So many at the same time. */
  atOnce: number;
  /** So many may wait. */
  maxWaiting: number;
  /**
   * For how long nobody is let in after somebody was, in ms. Who comes meanwhile goes in together: a
   * crowd is worked on in groups, and who comes alone does not wait. Default 0.
   */
  restMs?: number;
  /** What one more is refused with. */
  refuse: () => Error;
}

/** Lets few in at a time and few wait, in the order of coming; whoever comes beyond is refused at once. */
export class Turnstile {
  private running = 0;
  private isResting = false;
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
    if (!this.isResting && this.running < this.options.atOnce) {
      this.running++;
      this.rest();
    } else {
      if (this.queue.length >= this.options.maxWaiting) throw this.options.refuse();
      await new Promise<void>(resolve => this.queue.push(resolve));
    }
    try {
      return await work();
    } finally {
      this.running--;
      if (!this.isResting) this.letIn();
    }
  }

  private letIn(): void {
    const group = this.queue.splice(0, this.options.atOnce - this.running);
    if (group.length === 0) return;
    this.running += group.length;
    this.rest();
    for (const enter of group) enter();
  }

  private rest(): void {
    const { restMs = 0 } = this.options;
    if (restMs === 0) return;
    this.isResting = true;
    setTimeout(() => {
      this.isResting = false;
      this.letIn();
    }, restMs).unref();
  }
}
