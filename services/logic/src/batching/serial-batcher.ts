/** Does the work of a batch. Must not reject: whoever adds an item owns its outcome. */
type Work<T> = (items: T[]) => Promise<void>;

export interface SerialBatcherOptions {
  /** Most items of one batch. */
  maxBatch: number;
  /** Items that may wait, besides the batches in hand. */
  maxWaiting: number;
  /**
   * Batches in hand at once. A further one is taken only when it is full, so that batches still grow with
   * the load; the work has to keep their order then. Default 1.
   */
  maxInHand?: number;
  /** How long nothing is done after a batch, unless the next one is full, in ms. Default 0. */
  restMs?: number;
}

/**
 * Group commit for anything: what is added while a batch is in hand forms the next one. As a rule one
 * batch is in hand at a time, so items are worked on in the order of adding. A batch starts at the end of
 * the event loop's turn: an idle system adds no delay, and batches grow by themselves with the load. What
 * nobody waits for may rest in between.
 */
export class SerialBatcher<T> {
  private waiting: T[] = [];
  private readonly inHand: T[][] = [];
  private state: 'idle' | 'scheduled' | 'working' | 'resting' = 'idle';
  private rest: NodeJS.Timeout | undefined;
  private whenIdle: (() => void)[] = [];
  private readonly work: Work<T>;
  private readonly options: SerialBatcherOptions;

  constructor(work: Work<T>, options: SerialBatcherOptions) {
    this.work = work;
    this.options = options;
  }

  /** False when no more may wait; the item was not taken then. */
  add(item: T): boolean {
    if (this.waiting.length >= this.options.maxWaiting) return false;
    this.waiting.push(item);
    if (this.state === 'idle' || (this.state === 'resting' && this.isFull)) this.schedule();
    if (this.state === 'working') this.workAhead();
    return true;
  }

  /** How many items wait, besides the batches in hand. */
  get size(): number {
    return this.waiting.length;
  }

  /** The item that was added first of those whose work is not done. */
  get oldest(): T | undefined {
    return this.inHand[0]?.[0] ?? this.waiting[0];
  }

  /** Resolves when nothing waits and nothing is in hand. Ends a rest. */
  drained(): Promise<void> {
    if (this.state === 'resting') this.goOn();
    if (this.state === 'idle') return Promise.resolve();
    return new Promise(resolve => this.whenIdle.push(resolve));
  }

  private get isFull(): boolean {
    return this.waiting.length >= this.options.maxBatch;
  }

  private schedule(): void {
    clearTimeout(this.rest);
    this.state = 'scheduled';
    setImmediate(() => {
      this.state = 'working';
      void this.workOn();
    });
  }

  private workAhead(): void {
    if (this.isFull && this.inHand.length < (this.options.maxInHand ?? 1)) void this.workOn();
  }

  private async workOn(): Promise<void> {
    const batch = this.waiting.splice(0, this.options.maxBatch);
    this.inHand.push(batch);
    await this.work(batch);
    this.inHand.splice(this.inHand.indexOf(batch), 1);
    if (this.inHand.length > 0) {
      this.workAhead();
      return;
    }
    const { restMs = 0 } = this.options;
    if (restMs === 0 || this.isFull || this.whenIdle.length > 0) {
      this.goOn();
      return;
    }
    this.state = 'resting';
    this.rest = setTimeout(() => this.goOn(), restMs).unref();
  }

  private goOn(): void {
    clearTimeout(this.rest);
    if (this.waiting.length > 0) {
      this.schedule();
      return;
    }
    this.state = 'idle';
    const resolvers = this.whenIdle;
    this.whenIdle = [];
    for (const resolve of resolvers) resolve();
  }
}
