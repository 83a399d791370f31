import type { Clock } from '@parley/core';

/** A clock that moves only when the test moves it. */
export class FakeClock implements Clock {
  private now: number;

  /** @param startMs milliseconds since 1970; default 2026-06-01T12:00:00Z. */
  constructor(startMs = Date.UTC(2026, 5, 1, 12)) {
    this.now = startMs;
  }

  nowMs(): number {
    return this.now;
  }

  /** Moves it by `ms`; a negative number sets it back, as a corrected machine clock does. */
  advance(ms: number): void {
    this.now += ms;
  }
}
