import type { Limits } from '@parley/wire';

const WINDOW_MS = 10_000;

/**
 * A token bucket: `framesPerSecond` on average, `frameBurst` at once. Counts what it refuses, to tell
 * who is a little too quick from who floods.
 */
export class RateMeter {
  private tokens: number;
  private filledAtMs: number;
  private windowStartMs: number;
  private refusedInWindow = 0;
  private readonly limits: Pick<Limits, 'framesPerSecond' | 'frameBurst'>;

  constructor(limits: Pick<Limits, 'framesPerSecond' | 'frameBurst'>, nowMs: number) {
    this.limits = limits;
    this.tokens = limits.frameBurst;
    this.filledAtMs = nowMs;
    this.windowStartMs = nowMs;
  }

  /** 0 when a frame may come now, otherwise how long to wait for the next one, in ms. */
  take(nowMs: number): number {
    const { framesPerSecond, frameBurst } = this.limits;
    const gained = ((nowMs - this.filledAtMs) * framesPerSecond) / 1000;
    this.tokens = Math.min(frameBurst, this.tokens + gained);
    this.filledAtMs = nowMs;
    if (this.tokens >= 1) {
      this.tokens -= 1;
      return 0;
    }
    if (nowMs - this.windowStartMs >= WINDOW_MS) {
      this.windowStartMs = nowMs;
      this.refusedInWindow = 0;
    }
    this.refusedInWindow += 1;
    return Math.ceil(((1 - this.tokens) * 1000) / framesPerSecond);
  }

  /** Counts a frame that has come as so many more, because it costs more than others. */
  charge(frames: number): void {
    this.tokens -= frames;
  }

  /** Frames refused within the last 10 s. */
  get refused(): number {
    return this.refusedInWindow;
  }
}
