import type { Measurement } from './measurement.ts';

export interface SearchOptions {
  /** The first rate that is tried, messages per second. */
  startRate: number;
  /** The highest that is tried. */
  maxRate: number;
  /** Deliveries must be quicker than this, 99 of 100. */
  p99Ms: number;
  /** Everybody must be told everything once and in order: the clients can neither sort nor ask. */
  inOrder?: boolean;
}

/** Each rate of the search is so many times the one before, until one is far too much. */
const GROWTH = 1.6;
/** Tries between the last that held and the first that did not. */
const REFINEMENTS = 2;
/** How often a bound is tried again when everything right below it holds. */
const DOUBTS = 2;
/** A latency of so many times the bound is not the machine's doing. */
const HOPELESS_LATENCY = 3;
/** Rates in a row that are late: even higher ones will hardly hold. */
const LATE_IN_A_ROW = 4;
/** Runs at the first rate that do not count. */
const WARM_UPS = 2;
/** Of what is offered, this must arrive within the time itself: a growing backlog does not count. */
const KEPT_UP = 0.95;

export interface SearchResult {
  /** The highest rate that held; 0 if not even the first one did. */
  rate: number;
  steps: Measurement[];
}

type Verdict = 'holds' | 'late' | 'hopeless';

/**
 * Finds the highest rate at which the system keeps up. A rate that is merely late does not end the
 * climb: it may be the machine's doing, and a system that batches is often quicker with more to do.
 */
export async function search(
  measureAt: (rate: number) => Promise<Measurement>,
  options: SearchOptions,
): Promise<SearchResult> {
  const steps: Measurement[] = [];
  let best = 0;
  let tooMuch = Number.POSITIVE_INFINITY;
  const tryRate = async (rate: number): Promise<Verdict> => {
    let verdict: Verdict = 'hopeless';
    // A second try before a rate is given up: somebody else on the machine may have had the first one.
    for (let tries = 0; tries < 2 && verdict !== 'holds'; tries++) {
      const step = await measureAt(Math.round(rate));
      steps.push(step);
      const now = judge(step, options);
      if (now !== 'hopeless') verdict = now;
    }
    if (verdict === 'holds') {
      best = Math.max(best, rate);
      if (tooMuch <= best) tooMuch = Number.POSITIVE_INFINITY;
    } else if (rate > best) {
      tooMuch = Math.min(tooMuch, rate);
    }
    return verdict;
  };
  const climb = async (from: number): Promise<void> => {
    let late = 0;
    for (let rate = from; rate <= options.maxRate && late < LATE_IN_A_ROW; rate *= GROWTH) {
      const verdict = await tryRate(rate);
      if (verdict === 'hopeless') return;
      late = verdict === 'late' ? late + 1 : 0;
    }
  };
  /** Whether all that was tried below the bound holds. */
  const refine = async (): Promise<boolean> => {
    let allHold = best > 0 && Number.isFinite(tooMuch);
    for (let i = 0; i < REFINEMENTS && best > 0 && Number.isFinite(tooMuch); i++) {
      if ((await tryRate(Math.sqrt(best * tooMuch))) !== 'holds') allHold = false;
    }
    return allHold;
  };
  // Code that has not been compiled yet says nothing about a rate.
  for (let i = 0; i < WARM_UPS; i++) await measureAt(options.startRate);
  await climb(options.startRate);
  // Down instead, by as much, when nothing held on the way up.
  for (let rate = options.startRate / GROWTH; best === 0 && rate >= 1; rate /= GROWTH) {
    await tryRate(rate);
  }
  // A bound that everything below comes up to may be somebody else's moment: it is tried again.
  for (let doubts = 0; (await refine()) && doubts < DOUBTS; doubts++) {
    const bound = tooMuch;
    await climb(bound);
    if (best < bound) break;
  }
  return { rate: Math.round(best), steps };
}

function judge(step: Measurement, bounds: Bounds): Verdict {
  if (isSustained(step, bounds)) return 'holds';
  const keptUp = step.acknowledgedPerSecond >= KEPT_UP * step.offeredPerSecond;
  const { aborted, refused, lost, delivery } = step;
  const isLate = keptUp && !aborted && refused === 0 && lost === 0;
  return isLate && delivery.p99Ms <= HOPELESS_LATENCY * bounds.p99Ms ? 'late' : 'hopeless';
}

type Bounds = Pick<SearchOptions, 'p99Ms' | 'inOrder'>;

/** Whether everything came, in time, and nobody was sent away. */
export function isSustained(measurement: Measurement, { p99Ms, inOrder }: Bounds): boolean {
  const { offered, expected, delivered, refused, lost, aborted, delivery } = measurement;
  const { offeredPerSecond, acknowledgedPerSecond } = measurement;
  return (
    !aborted &&
    offered > 0 &&
    refused === 0 &&
    lost === 0 &&
    delivered === expected &&
    acknowledgedPerSecond >= KEPT_UP * offeredPerSecond &&
    delivery.p99Ms <= p99Ms &&
    (!inOrder || isInOrder(measurement))
  );
}

function isInOrder({ order }: Measurement): boolean {
  return Object.values(order).every(faults => faults === 0);
}
