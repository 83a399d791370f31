import type { Bucket } from '../hub/bucket.ts';

/**
 * Visits one bucket after the other, each once in `intervalMs`, so that the work is spread evenly.
 * Returns what stops it. A visit must not throw.
 */
export function everyBucket(
  buckets: readonly Bucket[],
  intervalMs: number,
  visit: (bucket: Bucket, index: number) => void,
): () => void {
  let next = 0;
  return every(Math.max(1, intervalMs / buckets.length), () => {
    const bucket = buckets[next];
    if (bucket !== undefined) visit(bucket, next);
    next = (next + 1) % buckets.length;
  });
}

/** Does something again and again; returns what stops it. */
export function every(intervalMs: number, work: () => void): () => void {
  const timer = setInterval(work, intervalMs);
  timer.unref();
  return () => clearInterval(timer);
}
