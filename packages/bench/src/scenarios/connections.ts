import { sleep } from '@parley/core';
import type { OpenResult } from '../load/protocol.ts';
import { Histogram } from '../measure/histogram.ts';
import { median } from '../measure/median.ts';
import { Meter, type TierCost } from '../measure/meter.ts';
import { processUsage } from '../measure/process-usage.ts';
import { startCluster } from '../system/start-cluster.ts';
import { startEmbedded } from '../system/start-embedded.ts';
import type { System } from '../system/system.ts';
import type { WorldPlan } from '../system/world.ts';
import type { Bench, Outcome, Scenario } from './scenario.ts';
import { type Load, type LoadPlan, withLoad } from './with-load.ts';

const CONNECTIONS = 19_000;
const STORM_CLIENTS = 10_000;
const STORM_ROOMS = 10;
const CONCURRENCY = 256;
/** How many of a storm try at the same time; the rest is right behind them. */
const STORM_CONCURRENCY = 2_000;
/** Messages that each room misses while everybody is away. */
const MISSED = 5;
const QUIET_MS = 3_000;

/** One source address has about 28,000 ports, and those of closed connections rest for a minute. */
export const LOCAL_ADDRESSES = Array.from({ length: 12 }, (_, i) => `127.0.0.${i + 2}`);

/** People who only listen. */
function listeners(): LoadPlan {
  return {
    senders: [],
    countAt: 'everyone',
    receiversPerMessage: 0,
    localAddresses: LOCAL_ADDRESSES,
  };
}

function peopleWithout(conversations: WorldPlan['conversations'], people: number): WorldPlan {
  return { people, conversations };
}

async function openAll(load: Load, count: number, concurrency: number): Promise<OpenResult> {
  const result = await load.process.ask({ do: 'open', count, concurrency });
  if (result.failed === 0) return result;
  throw new Error(`${result.failed} of ${count} connections failed: ${result.firstError}`);
}

/** P8. The slope of memory over connections, so that what a process needs anyway does not count. */
async function idleMemory(bench: Bench): Promise<Outcome> {
  const most = Math.max(20, Math.round(CONNECTIONS * bench.scale));
  const steps = [0.05, 0.25, 0.5, 1].map(share => Math.round(most * share));
  const start = () =>
    startCluster(peopleWithout([], most), { ...bench.system, counts: { connect: 1 } });
  return withLoad(bench, start, listeners, async (load, system) => {
    const samples: { connections: number; rss: Map<string, number> }[] = [];
    for (const connections of steps) {
      await openAll(load, connections, CONCURRENCY);
      await sleep(QUIET_MS * Math.min(1, bench.scale * 2));
      samples.push({ connections, rss: rssByTier(system) });
      bench.say(`${connections} connections: connect ${samples.at(-1)?.rss.get('connect')} bytes`);
    }
    const tiers = [...(samples[0]?.rss.keys() ?? [])];
    const slope = (tier: string) => {
      const [first, last] = [samples[0], samples.at(-1)];
      const grown = (last?.rss.get(tier) ?? 0) - (first?.rss.get(tier) ?? 0);
      return grown / Math.max(1, (last?.connections ?? 0) - (first?.connections ?? 0));
    };
    return {
      values: [slope('connect')],
      figures: tiers.map(tier => ({ name: tier, value: slope(tier), unit: 'bytes/connection' })),
      measurements: [],
      plots: [
        {
          title: 'RSS of connect by connections',
          xLabel: 'connections',
          yLabel: 'MiB',
          series: [
            {
              name: 'connect',
              points: samples.map(({ connections, rss }) => ({
                x: connections,
                y: (rss.get('connect') ?? 0) / 2 ** 20,
              })),
            },
          ],
        },
      ],
      notes: [
        `Growth of RSS from ${steps[0]} to ${most} connections of as many users. Garbage that has not been collected counts, as it does in earnest.`,
      ],
    };
  });
}

function rssByTier({ members }: System): Map<string, number> {
  const rss = new Map<string, number>();
  for (const { tier, pid, withChildren } of members) {
    rss.set(tier, (rss.get(tier) ?? 0) + processUsage(pid, withChildren).rssBytes);
  }
  return rss;
}

/** P9. From the first packet to `welcome`, by CPU time of the one process that does all of it. */
async function handshakes(bench: Bench): Promise<Outcome> {
  const people = Math.max(20, Math.round(STORM_CLIENTS * bench.scale));
  const start = () => startEmbedded(peopleWithout([], people), bench.system);
  return withLoad(bench, start, listeners, async (load, system) => {
    const rounds: { perCore: number; perSecond: number; p99Ms: number; busy: number }[] = [];
    for (let round = 0; round <= bench.repeat; round++) {
      const meter = new Meter(system);
      await meter.prepare();
      meter.begin();
      const result = await openAll(load, people, CONCURRENCY);
      const cpuMs = sumCpu(await meter.end());
      await load.process.ask({ do: 'cut' });
      await sleep(QUIET_MS * Math.min(1, bench.scale * 2));
      const perCore = (result.opened * 1_000) / Math.max(1, cpuMs);
      const perSecond = (result.opened * 1_000) / result.elapsedMs;
      const p99Ms = Histogram.from(result.handshakes).quantileUs(0.99) / 1_000;
      bench.say(
        `${round === 0 ? 'warm-up' : `run ${round}`}: ${Math.round(perSecond)}/s, ${Math.round(perCore)} a core`,
      );
      // The first one finds code that has not been compiled.
      if (round > 0) rounds.push({ perCore, perSecond, p99Ms, busy: result.busy });
    }
    const figure = (name: string, key: keyof (typeof rounds)[number], unit: string) => ({
      name,
      unit,
      value: median(rounds.map(one => one[key])),
    });
    return {
      values: rounds.map(({ perCore }) => perCore),
      figures: [
        figure('by the clock', 'perSecond', 'handshakes/s'),
        figure('p99 of a handshake', 'p99Ms', 'ms'),
        figure('load process busy', 'busy', 'of the time'),
      ],
      measurements: [],
      plots: [],
      notes: [
        `${people} handshakes by second of CPU time, ${CONCURRENCY} under way at a time; connect and logic together, in one process.`,
      ],
    };
  });
}

function sumCpu(costs: readonly TierCost[]): number {
  return costs.reduce((sum, { cpuMs }) => sum + cpuMs, 0);
}

/** P12. Everybody is cut off at once, something is said, and everybody comes back. */
async function storm(bench: Bench): Promise<Outcome> {
  const people = Math.max(20, Math.round(STORM_CLIENTS * bench.scale));
  const rooms = Array.from({ length: STORM_ROOMS }, (_, room) => ({
    kind: 'room' as const,
    members: Array.from({ length: people }, (_member, i) => i).filter(
      i => i % STORM_ROOMS === room,
    ),
  }));
  const start = () => startCluster(peopleWithout(rooms, people), bench.system);
  const plan = (system: System): LoadPlan => ({
    ...listeners(),
    driver: 'parley-resume',
    senders: system.world.conversations.map((target, person) => ({ person, target })),
    httpUrl: system.apiUrl,
    httpConnections: 4,
  });
  return withLoad(bench, start, plan, async load => {
    await openAll(load, people, CONCURRENCY);
    const rounds: { seconds: number; p99Ms: number; retries: number }[] = [];
    for (let round = 0; round < bench.repeat; round++) {
      await load.process.ask({ do: 'cut' });
      const missed = { ratePerSecond: 200, warmupMs: 0, settleMs: 10_000 };
      const measureMs = (STORM_ROOMS * MISSED * 1_000) / missed.ratePerSecond;
      const said = await load.process.ask({ do: 'run', plan: { ...missed, measureMs } });
      if (said.acknowledged !== STORM_ROOMS * MISSED) throw new Error('not all was said meanwhile');
      const all = new Histogram();
      let seconds = 0;
      let retries = 0;
      for (let left = people; left > 0; ) {
        const count = people;
        const result = await load.process.ask({
          do: 'open',
          count,
          concurrency: STORM_CONCURRENCY,
        });
        all.add(result.handshakes);
        seconds += result.elapsedMs / 1_000;
        left = result.failed;
        retries += result.failed;
        if (retries > 10 * people) throw new Error(`they do not come back: ${result.firstError}`);
      }
      const p99Ms = all.quantileUs(0.99) / 1_000;
      bench.say(`run ${round + 1}: all back after ${seconds.toFixed(2)} s, ${retries} tries again`);
      rounds.push({ seconds, p99Ms, retries });
    }
    return {
      values: rounds.map(({ seconds }) => seconds),
      figures: [
        { name: 'one client, p99', value: median(rounds.map(one => one.p99Ms)), unit: 'ms' },
        { name: 'tries again', value: median(rounds.map(one => one.retries)), unit: '' },
      ],
      measurements: [],
      plots: [],
      notes: [
        `${people} clients in ${STORM_ROOMS} rooms are cut off at once; ${MISSED} messages are written to each room; then all come back, ${STORM_CONCURRENCY} handshakes under way at a time. A client is back when it has been welcomed and has loaded what it missed, without a hole.`,
      ],
    };
  });
}

export const connectionScenarios: readonly Scenario[] = [
  {
    id: 'P8',
    title: 'RSS by idle, authenticated connection at 19,000',
    target: { unit: 'bytes', floor: 7_168, aim: 3_584, better: 'lower' },
    run: idleMemory,
  },
  {
    id: 'P9',
    title: 'Handshakes with a token, to welcome, per core',
    target: { unit: 'handshakes/s', floor: 6_000, aim: 12_000, better: 'higher' },
    run: handshakes,
  },
  {
    id: 'P12',
    title: 'Reconnect storm of 10,000: all back and converged',
    target: { unit: 's', floor: 10, aim: 3, better: 'lower' },
    run: storm,
  },
];
