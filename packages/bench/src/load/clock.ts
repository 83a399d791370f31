const ORIGIN_US = Number(process.hrtime.bigint() / 1_000n) - performance.now() * 1_000;

/**
 * The machine's monotonic clock in µs: the same in every process, never set back. So a latency may
 * begin in one process and end in another.
 */
export function nowUs(): number {
  return ORIGIN_US + performance.now() * 1_000;
}
