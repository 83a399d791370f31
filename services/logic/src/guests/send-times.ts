/**
 * Times in µs for a log whose events have times in ms. The first of a millisecond gets its beginning, each
 * further one the next µs: `us(seq) = max(createdAtMs(seq) * 1,000, us(seq - 1) + 1)`. So no two events have
 * the same, the order is that of the log, and what an event has never changes. Nothing of it is stored: it is
 * read off the log, whose `createdAtMs` never fall.
 */

/** `createdAtMs` of the events after `afterSeq`, `limit` at the most. */
export type ReadTimes = (afterSeq: number, limit: number) => Promise<readonly number[]>;

/** Where a page begins: an event that may not be there yet, and the time of the one before it (0: none). */
export interface Place {
  seq: number;
  previousUs: number;
}

const US_PER_MS = 1_000;
/** Events that are gone through at a time. */
const CHUNK = 500;

/** The time of the event after one with `previousUs`. */
export function nextUs(previousUs: number, createdAtMs: number): number {
  return Math.max(createdAtMs * US_PER_MS, previousUs + 1);
}

/** The time of an event; 0 of the one before the first. */
export async function sentAtUs(read: ReadTimes, seq: number): Promise<number> {
  if (seq === 0) return 0;
  const atMs = await timeAt(read, seq);
  const first = await firstSince(read, seq, atMs);
  const crowd = await crowdBefore(read, first, atMs);
  if (crowd === undefined) return atMs * US_PER_MS + seq - first;
  let us = await sentAtUs(read, crowd);
  for (let last = crowd; last < seq; ) {
    const times = await read(last, Math.min(CHUNK, seq - last));
    if (times.length === 0) throw noEvent(last + 1);
    for (const time of times) us = nextUs(us, time);
    last += times.length;
  }
  return us;
}

/** The first event of which the time is at least `cursorUs`, of a log of `lastSeq` events. */
export async function firstFrom(
  read: ReadTimes,
  lastSeq: number,
  cursorUs: number,
): Promise<Place> {
  const atMs = Math.floor(cursorUs / US_PER_MS);
  const end = await firstSince(read, lastSeq + 1, atMs + 1);
  const first = await firstSince(read, end, atMs);
  const previousUs = await sentAtUs(read, first - 1);
  if (previousUs >= cursorUs) return firstInCrowd(read, first - 1, cursorUs);
  if (first === end) return { seq: end, previousUs };
  // From here to `end` all are of one millisecond: each is a µs after the one before it.
  const firstUs = nextUs(previousUs, atMs);
  const seq = Math.min(first + Math.max(0, cursorUs - firstUs), end);
  return { seq, previousUs: seq === first ? previousUs : firstUs + (seq - first - 1) };
}

/** Where more than a thousand in a millisecond have pushed times ahead. `last` is known to be late enough. */
async function firstInCrowd(read: ReadTimes, last: number, cursorUs: number): Promise<Place> {
  let [low, high] = [1, last];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((await sentAtUs(read, middle)) >= cursorUs) high = middle;
    else low = middle + 1;
  }
  return { seq: low, previousUs: await sentAtUs(read, low - 1) };
}

/** The first event before `end` that is at `atMs` or later, else `end`. It is looked for backwards in growing steps: mostly it is near. */
async function firstSince(read: ReadTimes, end: number, atMs: number): Promise<number> {
  let [low, high] = [1, end];
  for (let step = 1; low < high; step *= 2) {
    const seq = Math.max(low, high - step);
    if ((await timeAt(read, seq)) >= atMs) {
      high = seq;
    } else {
      low = seq + 1;
      break;
    }
  }
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((await timeAt(read, middle)) >= atMs) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * An event after which there were more than a thousand in a millisecond, on average, up to `first`, the first one
 * of `atMs`; undefined if there is none. What is further back is also further in time, so few are looked at.
 */
async function crowdBefore(
  read: ReadTimes,
  first: number,
  atMs: number,
): Promise<number | undefined> {
  for (let distance = US_PER_MS + 1; distance < first; ) {
    const seq = first - distance;
    const passedUs = (atMs - (await timeAt(read, seq))) * US_PER_MS;
    if (distance > passedUs) return seq;
    distance = passedUs + 1;
  }
  return undefined;
}

async function timeAt(read: ReadTimes, seq: number): Promise<number> {
  const [time] = await read(seq - 1, 1);
  if (time === undefined) throw noEvent(seq);
  return time;
}

/** Logs have no gaps. */
function noEvent(seq: number): RangeError {
  return new RangeError(`the log has no event ${seq}`);
}
