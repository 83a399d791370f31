interface Window {
  used: number;
  /** On performance.now()'s clock. */
  endsAtMs: number;
}

/**
 * At most `points` for a key in a window of `durationMs`, which begins with the key's first one. All
 * windows are of one length, so they end in the order in which they began, and what has ended is
 * forgotten on the way: no timer, and no key is kept longer than until the next one comes.
 */
export class RateWindow {
  private readonly windows = new Map<string, Window>();
  private readonly points: number;
  private readonly durationMs: number;

  constructor(points: number, durationMs: number) {
    this.points = points;
    this.durationMs = durationMs;
  }

  /** Takes a point of `key`. How many ms to wait if there is none; 0 if there was. */
  take(key: string, nowMs = performance.now()): number {
    this.forget(nowMs);
    const window = this.windows.get(key);
    if (window === undefined) {
      this.windows.set(key, { used: 1, endsAtMs: nowMs + this.durationMs });
      return 0;
    }
    window.used += 1;
    return window.used <= this.points ? 0 : window.endsAtMs - nowMs;
  }

  /** How many keys are counted. */
  get size(): number {
    return this.windows.size;
  }

  private forget(nowMs: number): void {
    for (const [key, { endsAtMs }] of this.windows) {
      if (endsAtMs > nowMs) return;
      this.windows.delete(key);
    }
  }
}
