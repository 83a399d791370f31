import { type Clock, systemClock } from './clock.ts';

/** 2026-01-01T00:00:00Z. */
const EPOCH_MS = 1_767_225_600_000;
const WORKER_BITS = 5;
const SEQUENCE_BITS = 7;
const SEQUENCES_PER_MS = 2 ** SEQUENCE_BITS;

/** How many workers can make ids at the same time. */
export const MAX_WORKERS = 2 ** WORKER_BITS;

/**
 * Makes ids of 53 bits: 41 of milliseconds since 2026, 5 of worker, 7 of sequence. 53 bits so that an
 * id is exact as a JavaScript number and an 8-byte integer in every database; in TypeScript and on the
 * wire it is a decimal string. The layout is Twitter's snowflake, narrowed.
 *
 * Ids of one worker only grow. A burst of more than 128 in a millisecond borrows from the next one,
 * and a clock that goes back is ignored until it has caught up, so `workerId` must belong to one
 * process at a time (see `Registry.claimSlot`).
 */
export class Snowflake {
  private lastMs = 0;
  private sequence = 0;
  private readonly workerId: number;
  private readonly clock: Clock;

  /** @param workerId 0 … MAX_WORKERS - 1 */
  constructor(workerId: number, clock: Clock = systemClock) {
    if (!Number.isInteger(workerId) || workerId < 0 || workerId >= MAX_WORKERS) {
      throw new RangeError(`workerId: expected an integer 0…${MAX_WORKERS - 1}, got ${workerId}`);
    }
    this.workerId = workerId;
    this.clock = clock;
  }

  next(): string {
    const nowMs = this.clock.nowMs() - EPOCH_MS;
    if (nowMs > this.lastMs) {
      this.lastMs = nowMs;
      this.sequence = 0;
    } else if (++this.sequence === SEQUENCES_PER_MS) {
      this.lastMs += 1;
      this.sequence = 0;
    }
    // Arithmetic, not shifts: JavaScript's bit operators stop at 32 bits.
    const high = this.lastMs * MAX_WORKERS + this.workerId;
    return String(high * SEQUENCES_PER_MS + this.sequence);
  }
}
