import type { Measurement } from './measurement.ts';

export interface SearchOptions {
  /** The first rate that is tried, messages per second. */
  startRate: number;
  /** The highest that is tried. */
  maxRate: number;
  /** Deliveries must be quicker than this, 99 of 100. */
  p99Ms: number;
}

/** Each rate of the search is so many times the one before, until one is too much. */
const GROWTH = 1.6;
/** Tries between the last that held and the first that did not. */
const REFINEMENTS = 2;
/** Runs at the first rate that do not count. */
const WARM_UPS = 2;
/** Of what is offered, this must arrive within the time itself: a growing backlog does not count. */
const KEPT_UP = 0.95;

export interface SearchResult {
  /** The highest rate that held; 0 if not even the first one did. */
  rate: number;
  steps: Measurement[];
}

/** Finds the highest rate at which the system keeps up. */
export async function search(
  measureAt: (rate: number) => Promise<Measurement>,
  options: SearchOptions,
): Promise<SearchResult> {
  const steps: Measurement[] = [];
  // A second try before a rate is given up: somebody else on the machine may have had the first one.
  const holdsAt = async (rate: number) => {
    for (let tries = 0; tries < 2; tries++) {
      const step = await measureAt(rate);
      steps.push(step);
      if (isSustained(step, options.p99Ms)) return true;
    }
    return false;
  };
  // Code that has not been compiled yet says nothing about a rate.
  for (let i = 0; i < WARM_UPS; i++) await measureAt(options.startRate);
  let best = 0;
  let tooMuch = Number.POSITIVE_INFINITY;
  for (let rate = options.startRate; rate <= options.maxRate; rate *= GROWTH) {
    if (!(await holdsAt(Math.round(rate)))) {
      tooMuch = rate;
      break;
    }
    best = rate;
  }
  if (best === 0) {
    // Down instead, by as much.
    for (let rate = options.startRate / GROWTH; best === 0 && rate >= 1; rate /= GROWTH) {
      if (await holdsAt(Math.round(rate))) best = rate;
      else tooMuch = rate;
    }
  }
  for (let i = 0; i < REFINEMENTS && best > 0 && Number.isFinite(tooMuch); i++) {
    const middle = Math.sqrt(best * tooMuch);
    if (await holdsAt(Math.round(middle))) best = middle;
    else tooMuch = middle;
  }
  return { rate: Math.round(best), steps };
}

/** Whether everything came, in time, and nobody was sent away. */
export function isSustained(measurement: Measurement, p99Ms: number): boolean {
  const { offered, expected, delivered, refused, lost, aborted, delivery } = measurement;
  const { offeredPerSecond, acknowledgedPerSecond } = measurement;
  return (
    !aborted &&
    offered > 0 &&
    refused === 0 &&
    lost === 0 &&
    delivered === expected &&
    acknowledgedPerSecond >= KEPT_UP * offeredPerSecond &&
    delivery.p99Ms <= p99Ms
  );
}
