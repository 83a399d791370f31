import { Histogram } from '../measure/histogram.ts';
import { median } from '../measure/median.ts';
import { Meter } from '../measure/meter.ts';
import { startCluster } from '../system/start-cluster.ts';
import type { System } from '../system/system.ts';
import { listeners, openAll, scaled } from './listeners.ts';
import type { Bench, Outcome, Scenario } from './scenario.ts';
import { type Load, type LoadPlan, withLoad } from './with-load.ts';

const CLIENTS = 10_000;
const ROOMS = 10;
/** How many try at the same time; the rest is right behind them. */
const SIDE_BY_SIDE = 2_000;
/** Messages that each room misses while everybody is away. */
const MISSED = 5;

interface Round {
  seconds: number;
  p99Ms: number;
  retries: number;
  busy: number;
  cpuUs: number;
}

/** Everybody is cut off at once, something is said, and everybody comes back. */
async function storm(bench: Bench): Promise<Outcome> {
  const people = scaled(CLIENTS, bench);
  const rooms = Array.from({ length: ROOMS }, (_, room) => ({
    kind: 'room' as const,
    members: Array.from({ length: people }, (_member, i) => i).filter(i => i % ROOMS === room),
  }));
  const start = () => startCluster({ people, conversations: rooms }, bench.system);
  const plan = (system: System): LoadPlan => ({
    ...listeners(),
    driver: 'parley-resume',
    senders: system.world.conversations.map((target, person) => ({ person, target })),
    httpUrl: system.apiUrl,
    httpConnections: 4,
  });
  return withLoad(bench, start, plan, async (load, system) => {
    await openAll(load, people);
    const rounds: Round[] = [];
    for (let run = 1; run <= bench.repeat; run++) {
      await load.process.ask({ do: 'cut' });
      await sayMeanwhile(load);
      const round = await comeBack(load, system, people);
      rounds.push(round);
      const { seconds, retries } = round;
      bench.say(`run ${run}: all back after ${seconds.toFixed(2)} s, ${retries} tries again`);
    }
    const figure = (name: string, key: keyof Round, unit: string) => ({
      name,
      unit,
      value: median(rounds.map(one => one[key])),
    });
    return {
      values: rounds.map(({ seconds }) => seconds),
      figures: [
        figure('one client, p99', 'p99Ms', 'ms'),
        figure('tries again', 'retries', ''),
        figure('CPU of all tiers by client', 'cpuUs', 'µs'),
        figure('load process busy', 'busy', 'of the time'),
      ],
      measurements: [],
      plots: [],
      notes: [
        `${people} clients in ${ROOMS} rooms are cut off at once; ${MISSED} messages are written to each room; then all come back, ${SIDE_BY_SIDE} handshakes under way at a time. A client is back when it has been welcomed and has loaded what it missed, without a hole. The time begins when they come, while the server still clears up after those who went.`,
      ],
    };
  });
}

/** @throws Error when the server does not take all of it. */
async function sayMeanwhile(load: Load): Promise<void> {
  const count = ROOMS * MISSED;
  const ratePerSecond = 200;
  const measureMs = (count * 1_000) / ratePerSecond;
  const plan = { ratePerSecond, warmupMs: 0, measureMs, settleMs: 10_000 };
  const { acknowledged } = await load.process.ask({ do: 'run', plan });
  if (acknowledged === count) return;
  throw new Error(`${acknowledged} of ${count} messages were taken while nobody was there`);
}

/** @throws Error when some never do. */
async function comeBack(load: Load, system: System, people: number): Promise<Round> {
  const meter = new Meter(system);
  await meter.prepare();
  meter.begin();
  const handshakes = new Histogram();
  const round: Round = { seconds: 0, p99Ms: 0, retries: 0, busy: 0, cpuUs: 0 };
  for (let left = people; left > 0; ) {
    const result = await load.process.ask({
      do: 'open',
      count: people,
      concurrency: SIDE_BY_SIDE,
    });
    handshakes.add(result.handshakes);
    round.seconds += result.elapsedMs / 1_000;
    round.retries += result.failed;
    round.busy = Math.max(round.busy, result.busy);
    left = result.failed;
    if (round.retries > 10 * people) {
      throw new Error(`they do not come back: ${result.firstError}`);
    }
  }
  meter.end();
  const tiers = await meter.costs();
  round.cpuUs = (tiers.reduce((sum, { cpuMs }) => sum + cpuMs, 0) * 1_000) / people;
  round.p99Ms = handshakes.quantileUs(0.99) / 1_000;
  return round;
}

export const stormScenarios: readonly Scenario[] = [
  {
    id: 'P12',
    title: 'Reconnect storm of 10,000: all back and converged',
    target: { unit: 's', floor: 10, aim: 3, better: 'lower' },
    run: storm,
  },
];
