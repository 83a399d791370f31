/** Each bucket ends this much above the one before: percentiles are exact to 2 %. */
const STEP = Math.log(1.02);

/** The spread of times, in ms, in memory that does not grow with their number. */
export class Histogram {
  count = 0;
  maxMs = 0;
  private readonly buckets = new Map<number, number>();

  add(ms: number): void {
    this.count++;
    this.maxMs = Math.max(this.maxMs, ms);
    const bucket = Math.ceil(Math.log(Math.max(ms, 0) + 1) / STEP);
    this.buckets.set(bucket, (this.buckets.get(bucket) ?? 0) + 1);
  }

  /** The time that `percent` of all do not exceed; 0 when there are none. */
  percentile(percent: number): number {
    let left = Math.ceil((this.count * percent) / 100);
    for (const [bucket, count] of [...this.buckets].sort(([a], [b]) => a - b)) {
      left -= count;
      if (left <= 0) return Math.min(Math.exp(bucket * STEP) - 1, this.maxMs);
    }
    return this.maxMs;
  }

  summary(): Percentiles {
    const [p50, p95, p99] = [50, 95, 99].map(percent => round(this.percentile(percent)));
    return {
      count: this.count,
      p50: p50 ?? 0,
      p95: p95 ?? 0,
      p99: p99 ?? 0,
      max: round(this.maxMs),
    };
  }
}

/** In ms. */
export interface Percentiles {
  count: number;
  p50: number;
  p95: number;
  p99: number;
  max: number;
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}
