import { sleep } from '@parley/core';
import { deal } from '../plan/deck.ts';
import type { Random } from '../plan/random.ts';
import { Claims } from './claims.ts';
import type { FaultContext, FaultKind } from './fault.ts';
import { Gate } from './gate.ts';

/** A fault that was inflicted, or was tried to be. */
export interface FaultRecord {
  number: number;
  kind: string;
  target: string;
  /** By `performance.now()`. */
  startMs: number;
  endMs: number;
  /** How it is known that it happened; null when it did not, or cannot be shown. */
  evidence: string | null;
  /** Why it did not happen. */
  error: string | null;
}

export interface Infliction {
  kinds: readonly FaultKind[];
  /** Faults at the same time, at the most. */
  lanes: number;
  /** By `performance.now()`: from then on no fault begins. */
  untilMs: number;
  random: Random;
  signal: AbortSignal;
  context: Pick<FaultContext, 'rig' | 'slowReader'>;
  began(number: number, kind: FaultKind): void;
  ended(record: FaultRecord): void;
}

/** Between two faults of one lane, in ms. */
const PAUSE_MS = [300, 1_500] as const;

/**
 * Inflicts fault after fault in several lanes until the time is over; resolves when all is healed.
 * Which faults, on whom and for how long follows from `random`; what else goes on meanwhile does not.
 */
export async function inflictFaults(infliction: Infliction): Promise<void> {
  const { kinds, lanes, untilMs, random, signal } = infliction;
  const dealt = deal(kinds, random.fork());
  const claims = new Claims();
  const gate = new Gate();
  let number = 0;

  async function lane(): Promise<void> {
    while (performance.now() < untilMs && !signal.aborted) {
      const kind = dealt.next().value;
      const own = random.fork();
      const pauseMs = own.between(...PAUSE_MS);
      const record = ++number;
      await gate.pass(kind.exclusive === true, () => one(record, kind, own));
      await sleep(pauseMs, signal);
    }
  }

  async function one(recordNumber: number, kind: FaultKind, own: Random): Promise<void> {
    const claimed: string[] = [];
    let startMs: number | null = null;
    let outcome: Pick<FaultRecord, 'target' | 'evidence' | 'error'>;
    try {
      const context: FaultContext = {
        ...infliction.context,
        random: own,
        hold: ms => sleep(ms, signal),
        claim: async names => {
          const name = await claims.take(own.shuffle(names));
          claimed.push(name);
          return name;
        },
        begin: () => {
          startMs = performance.now();
          infliction.began(recordNumber, kind);
        },
      };
      outcome = { ...(await kind.inflict(context)), error: null };
    } catch (error) {
      outcome = { target: '', evidence: null, error: String(error) };
    }
    for (const name of claimed) claims.giveBack(name);
    const endMs = performance.now();
    infliction.ended({
      number: recordNumber,
      kind: kind.name,
      startMs: startMs ?? endMs,
      endMs,
      ...outcome,
    });
  }

  await Promise.all(Array.from({ length: lanes }, lane));
}
