import { LoadProcess } from '../load/load-process.ts';
import type { LoadSetup } from '../load/protocol.ts';
import { type Measurement, measure } from '../measure/measurement.ts';
import type { System } from '../system/system.ts';
import type { Bench } from './scenario.ts';

const CONCURRENT_HANDSHAKES = 64;
/** How often those who were not let in try again, before a scenario is given up. */
const OPEN_TRIES = 4;
/** The time of one step of a search, in seconds, and what goes before any measured time. */
const STEP_SECONDS = 2.5;
const WARMUP_MS = 700;
/** What is still on its way then counts as lost. Long enough to work off what a rate too high has left. */
const SETTLE_MS = 8_000;

/** A load process that is connected to a system. */
export interface Load {
  readonly process: LoadProcess;
  /** A measured time at this rate; missing connections are opened again before. */
  measureAt: (
    label: string,
    rate: number,
    seconds?: number,
    /** How many are connected. Default: everybody. */
    connections?: number,
  ) => Promise<Measurement>;
}

/** What a setup leaves to `withLoad`. */
export type LoadPlan = Omit<LoadSetup, 'urls' | 'people' | 'firstNumber' | 'driver' | 'textBytes'> &
  Partial<Pick<LoadSetup, 'driver' | 'people' | 'textBytes'>>;

/** A message's text of this size makes an event of about 240 bytes and a frame of its own of 270. */
const TEXT_BYTES = 64;

/**
 * Does `work` with a system and its load, and stops both.
 * @throws Error also when the bench's signal aborts meanwhile
 */
export async function withLoad<T>(
  bench: Bench,
  start: () => Promise<System>,
  plan: (system: System) => LoadPlan,
  work: (load: Load, system: System) => Promise<T>,
): Promise<T> {
  bench.signal.throwIfAborted();
  const system = await start();
  const process_ = new LoadProcess();
  const giveUp = () => process_.kill();
  bench.signal.addEventListener('abort', giveUp);
  try {
    bench.signal.throwIfAborted();
    const setup: LoadSetup = {
      driver: 'parley',
      urls: system.connectUrls,
      people: system.world.people,
      textBytes: TEXT_BYTES,
      firstNumber: 0,
      ...plan(system),
    };
    await process_.setup(setup);
    const open = async (count: number) => {
      let failure: string | undefined;
      for (let tries = 0; tries < OPEN_TRIES; tries++) {
        const concurrency = CONCURRENT_HANDSHAKES;
        const { failed, firstError } = await process_.ask({ do: 'open', count, concurrency });
        if (failed === 0) return;
        failure = `${failed} connections could not be opened: ${firstError}`;
        bench.say(failure);
      }
      throw new Error(failure);
    };
    const measureAt: Load['measureAt'] = async (
      label,
      rate,
      seconds = bench.seconds,
      connections = setup.people.length,
    ) => {
      await open(connections);
      const measurement = await measure(system, process_, label, {
        ratePerSecond: rate,
        warmupMs: WARMUP_MS,
        measureMs: seconds * 1_000,
        settleMs: SETTLE_MS,
      });
      bench.say(describeMeasurement(measurement));
      return measurement;
    };
    return await work({ process: process_, measureAt }, system);
  } finally {
    bench.signal.removeEventListener('abort', giveUp);
    await process_.close();
    await system.stop();
  }
}

/** The length of one step of a search. */
export function stepSeconds({ seconds }: Bench): number {
  return Math.min(STEP_SECONDS, seconds);
}

function describeMeasurement(one: Measurement): string {
  const round = (value: number) => Math.round(value).toLocaleString('en');
  const { order } = one;
  const [ended, per, latency, cpuUs] =
    one.expected > 0
      ? ([one.deliveredPerSecond, 'deliveries', one.delivery, one.cpuPerDeliveryUs] as const)
      : ([one.acknowledgedPerSecond, 'answers', one.ack, one.cpuPerMessageUs] as const);
  const faults =
    order.contradictions + (one.expected - one.delivered) + one.refused + one.lost > 0
      ? `  MISSING ${one.expected - one.delivered} refused ${one.refused} closed ${one.lost} contradictions ${order.contradictions}`
      : '';
  return (
    `${one.label.padEnd(16)} ${round(one.offeredPerSecond)}/s: ${round(ended)} ${per}/s, ` +
    `p50 ${latency.p50Ms.toFixed(1)} p99 ${latency.p99Ms.toFixed(1)} ms, ` +
    `${cpuUs.toFixed(1)} µs CPU each, load (${one.health.reader}) ${(one.health.busy * 100).toFixed(0)} % busy, machine ${(one.machineBusy * 100).toFixed(0)} %${one.aborted ? ', gave up' : ''}${faults}`
  );
}
