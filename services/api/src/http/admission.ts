/** Who wants in; exactly one of the two is called, once, unless it leaves before. */
export interface Entrant {
  admitted(): void;
  /** It has waited for too long, or too many wait already. */
  refused(): void;
}

/**
 * Lets so many in at a time. Others wait in the order of their coming, but not for long. Waiting is what
 * keeps a service going that is asked for more than it can do: a refusal costs about as much as an
 * answer, and whoever asks again at once gets the next one.
 */
export class Admission {
  inHand = 0;
  private readonly max: number;
  private readonly maxWaiting: number;
  private readonly waitMs: number;
  /** With the time at which each gives up, on performance.now()'s clock; the oldest first. */
  private readonly queue = new Map<Entrant, number>();
  private timer: NodeJS.Timeout | undefined;

  /** @param waitMs so long one waits at the most */
  constructor(max: number, maxWaiting: number, waitMs: number) {
    this.max = max;
    this.maxWaiting = maxWaiting;
    this.waitMs = waitMs;
  }

  get waiting(): number {
    return this.queue.size;
  }

  /** Returns what is to be called when it has gone, at whatever stage it is then. */
  enter(entrant: Entrant): () => void {
    let isIn = false;
    const inside = () => {
      isIn = true;
      this.inHand += 1;
      entrant.admitted();
    };
    const waiting = { admitted: inside, refused: () => entrant.refused() };
    if (this.inHand < this.max) inside();
    else if (this.queue.size < this.maxWaiting) this.wait(waiting);
    else entrant.refused();
    return () => {
      this.queue.delete(waiting);
      if (!isIn) return;
      isIn = false;
      this.inHand -= 1;
      this.admitNext();
    };
  }

  private wait(entrant: Entrant): void {
    this.queue.set(entrant, performance.now() + this.waitMs);
    this.timer ??= setTimeout(() => this.refuseLate(), this.waitMs);
  }

  private admitNext(): void {
    const [next] = this.queue.keys();
    if (next === undefined || this.inHand >= this.max) return;
    this.queue.delete(next);
    next.admitted();
  }

  private refuseLate(): void {
    const nowMs = performance.now();
    for (const [entrant, untilMs] of this.queue) {
      if (untilMs > nowMs) break;
      this.queue.delete(entrant);
      entrant.refused();
    }
    const [untilMs] = this.queue.values();
    this.timer =
      untilMs === undefined
        ? undefined
        : setTimeout(() => this.refuseLate(), Math.ceil(untilMs - nowMs));
  }
}
