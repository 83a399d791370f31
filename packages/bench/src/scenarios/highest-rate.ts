import { cpus } from 'node:os';
import type { Measurement } from '../measure/measurement.ts';
import { median } from '../measure/median.ts';
import { isSustained, type SearchOptions, search } from '../measure/search.ts';
import type { Bench, Outcome } from './scenario.ts';
import { searchPlots } from './search-plots.ts';
import { type Load, stepSeconds } from './with-load.ts';

/** A rate that held for a step may not hold for longer; each try is at this much of the last. */
const STEP_DOWN = 0.88;
const TRIES = 4;
/** Runs at a rate that may fail before it is given up: the first one may be the machine's doing. */
const MAY_FAIL = 1;
/** From here on the machine has no time left that the servers could have used. */
const FULL = 0.9;

/** Searches the highest rate that holds, then measures there `repeat` times, for longer. */
export async function highestRate(
  bench: Bench,
  { measureAt }: Load,
  options: SearchOptions,
  figureOf: (measurement: Measurement) => number,
): Promise<Outcome> {
  const found = await search(rate => measureAt('search', rate, stepSeconds(bench)), options);
  const plots = searchPlots(found.steps);
  if (found.rate === 0) {
    const notes = ['No rate held, not even one message a second.'];
    return { values: [0], figures: [], measurements: found.steps, plots, notes };
  }
  const holds = (one: Measurement) => isSustained(one, options);
  let rate = found.rate;
  let runs: Measurement[] = [];
  let held: Measurement[] = [];
  for (let tries = 1; tries <= TRIES && held.length < bench.repeat; tries++) {
    if (tries > 1) rate = Math.round(rate * STEP_DOWN);
    runs = [];
    do {
      runs.push(await measureAt(`run ${runs.length + 1}`, rate));
      held = runs.filter(holds);
    } while (held.length < bench.repeat && runs.length - held.length <= MAY_FAIL);
  }
  const counted = held.length < bench.repeat ? runs : held;
  return {
    values: counted.map(figureOf),
    figures: [
      { name: 'offered', value: rate, unit: 'messages/s' },
      { name: 'CPU of all tiers', value: typical(counted, 'cpuPerMessageUs'), unit: 'µs/message' },
      {
        name: 'p99 of a delivery',
        value: median(counted.map(one => one.delivery.p99Ms)),
        unit: 'ms',
      },
    ],
    measurements: runs,
    plots,
    notes: [
      `Sustained: everything arrives, p99 of a delivery at most ${options.p99Ms} ms, no backlog that grows${options.inOrder ? ', and nobody is told anything twice or out of order' : ''}.`,
      ...noteOnFailures(runs, held.length, bench.repeat),
      ...noteOnLimit(found.steps, counted, rate),
    ],
  };
}

function typical(runs: readonly Measurement[], of: 'cpuPerMessageUs' | 'machineBusy'): number {
  return median(runs.map(one => one[of]));
}

function noteOnFailures(runs: readonly Measurement[], held: number, repeat: number): string[] {
  const failed = runs.length - held;
  if (failed === 0) return [];
  if (held >= repeat) {
    return [`${failed} further run did not hold this rate; it is listed, and not in the figure.`];
  }
  return [`${failed} of ${runs.length} runs did not hold the rate: the figure is too high.`];
}

/** Who stood in the way of more: the load process, or the machine that it shares with the servers. */
function noteOnLimit(
  steps: readonly Measurement[],
  runs: readonly Measurement[],
  rate: number,
): string[] {
  const beyond = steps.filter(one => one.offeredPerSecond > rate && one.loadWarning !== undefined);
  const [first] = beyond.toSorted((a, b) => a.offeredPerSecond - b.offeredPerSecond);
  const notes: string[] = [];
  if (first !== undefined) {
    notes.push(`At ${Math.round(first.offeredPerSecond)} messages/s: ${first.loadWarning}`);
  }
  const busy = typical(runs, 'machineBusy');
  if (busy > FULL) {
    const percent = (share: number) => `${Math.round(share * 100)} %`;
    const load = median(runs.map(({ health }) => health.cpu)) / cpus().length;
    notes.push(
      `The machine was the limit: ${percent(busy)} of its ${cpus().length} cores were in use, ${percent(load)} by the load process.`,
    );
  }
  return notes;
}
