/** Where time comes from, so that a test can own it. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. May go back when the machine's clock is set. */
  nowMs(): number;
}

export const systemClock: Clock = { nowMs: () => Date.now() };
