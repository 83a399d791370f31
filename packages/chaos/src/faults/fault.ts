import type { SlowReader } from '../load/slow-reader.ts';
import type { Random } from '../plan/random.ts';
import type { Rig } from '../rig/rig.ts';

export interface FaultContext {
  readonly rig: Rig;
  readonly slowReader: SlowReader;
  /** Decides whom it hits and for how long. */
  readonly random: Random;
  /** Waits for so long, in ms, or until the run is broken off. */
  readonly hold: (ms: number) => Promise<void>;
  /**
   * Takes one of these for this fault alone, as soon as one is free; it is given back when the fault is over.
   * Two faults at once on the same thing would hide each other.
   */
  readonly claim: (names: readonly string[]) => Promise<string>;
  /** The fault begins now: what was before was waiting. */
  readonly begin: () => void;
}

/** What a fault did. */
export interface Inflicted {
  /** Whom it hit. */
  target: string;
  /** How it is known that it happened; null: it cannot be shown, and counts as not carried out. */
  evidence: string | null;
}

export interface FaultKind {
  /** Unique, as in `--faults`. */
  name: string;
  /** What it does, for the report. */
  about: string;
  /** Whether it can be done to this rig. */
  fits(rig: Rig): boolean;
  /** No other fault meanwhile. */
  exclusive?: boolean;
  /** Does it and heals it; whatever happens, it is healed. */
  inflict(context: FaultContext): Promise<Inflicted>;
}
