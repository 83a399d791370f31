/**
 * Counts of latencies in µs, in buckets that are never wider than 1/64 of what they hold (the idea is
 * HdrHistogram's). A percentile is thus exact to 1.6 %, whatever the range, at a fixed size. Values
 * above 35 minutes count as that.
 */
const SUB_BITS = 6;
const SUB = 1 << SUB_BITS;
const OCTAVES = 25;
const MAX_US = 2 ** 31 - 1;
const SIZE = (OCTAVES + 1) * SUB;

/** Counts by bucket, only those that are not 0: `[bucket, count, bucket, count …]`. */
export type SparseHistogram = readonly number[];

export interface LatencySummary {
  count: number;
  meanMs: number;
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
  p999Ms: number;
  maxMs: number;
}

export class Histogram {
  private readonly counts = new Float64Array(SIZE);
  private total = 0;

  static from(sparse: SparseHistogram): Histogram {
    const histogram = new Histogram();
    histogram.add(sparse);
    return histogram;
  }

  get count(): number {
    return this.total;
  }

  record(valueUs: number, count = 1): void {
    const bucket = bucketOf(valueUs);
    this.counts[bucket] = (this.counts[bucket] ?? 0) + count;
    this.total += count;
  }

  add(sparse: SparseHistogram): void {
    for (let i = 0; i + 1 < sparse.length; i += 2) {
      const bucket = sparse[i] ?? 0;
      const count = sparse[i + 1] ?? 0;
      this.counts[bucket] = (this.counts[bucket] ?? 0) + count;
      this.total += count;
    }
  }

  toSparse(): SparseHistogram {
    const sparse: number[] = [];
    this.counts.forEach((count, bucket) => {
      if (count > 0) sparse.push(bucket, count);
    });
    return sparse;
  }

  /** The value in µs that `fraction` (0 … 1) of all do not exceed; 0 without any. */
  quantileUs(fraction: number): number {
    const rank = Math.max(1, Math.ceil(fraction * this.total));
    let seen = 0;
    for (let bucket = 0; bucket < SIZE; bucket++) {
      seen += this.counts[bucket] ?? 0;
      if (seen >= rank) return middleOf(bucket);
    }
    return 0;
  }

  summary(): LatencySummary {
    let sumUs = 0;
    this.counts.forEach((count, bucket) => {
      sumUs += count * middleOf(bucket);
    });
    const ms = (fraction: number) => this.quantileUs(fraction) / 1_000;
    return {
      count: this.total,
      meanMs: this.total === 0 ? 0 : sumUs / this.total / 1_000,
      p50Ms: ms(0.5),
      p95Ms: ms(0.95),
      p99Ms: ms(0.99),
      p999Ms: ms(0.999),
      maxMs: ms(1),
    };
  }
}

function bucketOf(valueUs: number): number {
  const value = Math.max(0, Math.min(Math.floor(valueUs), MAX_US));
  if (value < SUB) return value;
  const octave = 31 - Math.clz32(value) - SUB_BITS;
  return (octave + 1) * SUB + (value >> octave) - SUB;
}

function middleOf(bucket: number): number {
  if (bucket < SUB) return bucket;
  const octave = Math.floor(bucket / SUB) - 1;
  return ((bucket % SUB) + SUB + 0.5) * 2 ** octave;
}
