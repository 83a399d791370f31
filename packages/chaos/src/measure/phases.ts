/** Before the first fault, while one lasts, and between or after faults. */
export type Phase = 'before' | 'during' | 'after';

/** Knows which faults are under way. Times are those of `performance.now()`. */
export class Phases {
  private readonly active = new Set<number>();
  private first = Number.POSITIVE_INFINITY;
  private lastEndMs = Number.NEGATIVE_INFINITY;

  begin(fault: number, nowMs = performance.now()): void {
    this.active.add(fault);
    this.first = Math.min(this.first, nowMs);
  }

  end(fault: number, nowMs = performance.now()): void {
    if (this.active.delete(fault)) this.lastEndMs = nowMs;
  }

  /** Of something that began at `fromMs` and ends now: `during` if a fault lasted at any moment of it. */
  of(fromMs: number): Phase {
    if (this.active.size > 0 || this.lastEndMs > fromMs) return 'during';
    return this.first > fromMs ? 'before' : 'after';
  }
}
