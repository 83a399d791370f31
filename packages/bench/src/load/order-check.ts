import type { Stretch } from './shared-text.ts';

/** What one run showed of order, by all receivers together. */
export interface OrderFaults {
  /** The same event once more on the same socket. The contract allows it; clients show each once. */
  repeats: number;
  /** An event that came after a later one of its stream. Allowed too; clients put them in order. */
  late: number;
  /** Two receivers, or a receiver and an acknowledgement, that know different events at one place. */
  contradictions: number;
  /** Places that some receiver was never sent although later ones came; it would ask for them. */
  holes: number;
}

/** Events of a stream that are remembered, to compare what receivers saw at one place. */
const REMEMBERED = 65_536;

interface Stream {
  /** By `seq % REMEMBERED`: the seq and the event that was seen there first. */
  seqs: Float64Array;
  events: Float64Array;
}

/** What one socket has of one stream. */
interface Position {
  next: number;
  /** Below `next` and not there yet. */
  missing: Set<number> | undefined;
}

/**
 * Checks order and agreement as messages come, in memory that does not grow with them: the checker
 * of packages/checker holds a whole history, which a run of millions does not fit into.
 */
export class OrderCheck {
  readonly faults: OrderFaults = { repeats: 0, late: 0, contradictions: 0, holes: 0 };
  readonly step: number;
  private readonly streams = new Map<number, Stream>();
  private readonly remembered: number;

  /**
   * @param step how far apart two neighbours of a stream are: 1 for a log
   * @param remembered events of each stream; two that are further apart are not compared
   */
  constructor(step: number, remembered = REMEMBERED) {
    this.step = step;
    this.remembered = remembered;
  }

  /** A receiver's own memory. */
  receiver(): Receiver {
    return new Receiver(this.faults, this.step);
  }

  /** An event at a place, said by anybody; once for each distinct frame is enough. */
  agree(stream: number, seq: number, event: number): void {
    let known = this.streams.get(stream);
    if (known === undefined) {
      const size = this.remembered;
      known = { seqs: new Float64Array(size), events: new Float64Array(size) };
      this.streams.set(stream, known);
    }
    const slot = seq % this.remembered;
    if (known.seqs[slot] === seq) {
      if (known.events[slot] !== event) this.faults.contradictions += 1;
      return;
    }
    known.seqs[slot] = seq;
    known.events[slot] = event;
  }
}

/** One socket: every stream must rise by one step at a time. */
export class Receiver {
  private readonly positions = new Map<number, Position>();
  private readonly faults: OrderFaults;
  private readonly step: number;
  private lastStream = Number.NaN;
  private last: Position | undefined;

  constructor(faults: OrderFaults, step: number) {
    this.faults = faults;
    this.step = step;
  }

  /** False for a repeat. */
  see(stream: number, seq: number): boolean {
    const position = stream === this.lastStream ? this.last : this.find(stream, seq);
    if (position === undefined || seq === position.next) {
      if (position !== undefined) position.next = seq + this.step;
      return true;
    }
    if (seq > position.next) {
      position.missing ??= new Set();
      for (let hole = position.next; hole < seq; hole += this.step) {
        position.missing.add(hole);
        this.faults.holes += 1;
      }
      position.next = seq + this.step;
      return true;
    }
    if (position.missing?.delete(seq)) {
      this.faults.late += 1;
      this.faults.holes -= 1;
      return true;
    }
    this.faults.repeats += 1;
    return false;
  }

  /** Takes a whole stretch if nothing but it was expected next; otherwise false, and nothing is taken. */
  seeStretch({ stream, first, last }: Stretch): boolean {
    const position = stream === this.lastStream ? this.last : this.find(stream, first);
    if (position === undefined || position.next !== first) return false;
    position.next = last + this.step;
    return true;
  }

  /** Knows the stream up to `seq`: the next one is the one after. */
  startAfter(stream: number, seq: number): void {
    this.positions.set(stream, { next: seq + this.step, missing: undefined });
    this.lastStream = Number.NaN;
  }

  /** The first that is seen of a stream is where it begins. */
  private find(stream: number, seq: number): Position {
    let position = this.positions.get(stream);
    if (position === undefined) {
      position = { next: seq, missing: undefined };
      this.positions.set(stream, position);
    }
    this.lastStream = stream;
    this.last = position;
    return position;
  }
}
