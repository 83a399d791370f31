import { sleep } from '@parley/core';
import { processUsage } from '../measure/process-usage.ts';
import { startCluster } from '../system/start-cluster.ts';
import { startSocketIo } from '../system/start-socket-io.ts';
import type { System } from '../system/system.ts';
import { listeners, openAll, quietMs, scaled, strangers } from './listeners.ts';
import type { Bench, Outcome, Scenario } from './scenario.ts';
import { withLoad } from './with-load.ts';

const CONNECTIONS = 19_000;
const STEPS = [0.05, 0.25, 0.5, 1];

interface Contender {
  name: string;
  driver: string;
  start: () => Promise<System>;
  /** The tier that holds the connections. */
  holds: string;
}

interface Sample {
  connections: number;
  /** By tier, in bytes. */
  rss: ReadonlyMap<string, number>;
}

/** The slope of memory over connections, so that what a process needs anyway does not count. */
async function idleMemory(bench: Bench): Promise<Outcome> {
  const most = scaled(CONNECTIONS, bench);
  const ours: Contender = {
    name: 'Parley',
    driver: 'parley',
    start: () => startCluster(strangers(most), { ...bench.system, counts: { connect: 1 } }),
    holds: 'connect',
  };
  const theirs: Contender = {
    name: 'Socket.IO',
    driver: 'socket.io',
    start: () => startSocketIo(strangers(most), { ...bench.system, nodes: 1 }),
    holds: 'socket.io',
  };
  const our = await fill(bench, ours, most);
  const their = await fill(bench, theirs, most);
  const value = bytesEach(our, ours.holds);
  const peer = bytesEach(their, theirs.holds);
  const tiers = [...(our[0]?.rss.keys() ?? [])];
  const line = ({ name, holds }: Contender, samples: readonly Sample[]) => ({
    name,
    points: samples.map(({ connections, rss }) => ({
      x: connections,
      y: (rss.get(holds) ?? 0) / 2 ** 20,
    })),
  });
  return {
    values: [value],
    figures: [
      ...tiers.map(tier => ({ name: tier, value: bytesEach(our, tier), unit: 'bytes/connection' })),
      { name: theirs.name, value: peer, unit: 'bytes/connection' },
      { name: `${theirs.name} against ${ours.name}`, value: peer / value, unit: '×' },
    ],
    measurements: [],
    plots: [
      {
        title: 'RSS of the process that holds the connections',
        xLabel: 'idle connections',
        yLabel: 'MiB',
        series: [line(ours, our), line(theirs, their)],
      },
    ],
    notes: [
      `Growth of RSS from ${our[0]?.connections} to ${most} connections, of as many users to one process. Garbage that has not been collected counts, as it does in earnest.`,
      'Socket.IO: one node with the Redis adapter, over WebSocket alone, nobody checked.',
    ],
  };
}

/** Connects ever more, and lets each step come to rest. */
async function fill(
  bench: Bench,
  { name, driver, start, holds }: Contender,
  most: number,
): Promise<Sample[]> {
  return withLoad(
    bench,
    start,
    () => ({ ...listeners(), driver }),
    async (load, system) => {
      const samples: Sample[] = [];
      for (const share of STEPS) {
        const connections = Math.round(most * share);
        await openAll(load, connections);
        await sleep(quietMs(bench));
        const rss = rssByTier(system);
        samples.push({ connections, rss });
        const mebibytes = ((rss.get(holds) ?? 0) / 2 ** 20).toFixed(1);
        bench.say(`${name}: ${connections} connections, ${mebibytes} MiB`);
      }
      return samples;
    },
  );
}

function bytesEach(samples: readonly Sample[], tier: string): number {
  const [first, last] = [samples[0], samples.at(-1)];
  const grown = (last?.rss.get(tier) ?? 0) - (first?.rss.get(tier) ?? 0);
  return grown / Math.max(1, (last?.connections ?? 0) - (first?.connections ?? 0));
}

function rssByTier({ members }: System): Map<string, number> {
  const rss = new Map<string, number>();
  for (const { tier, pid, withChildren } of members) {
    rss.set(tier, (rss.get(tier) ?? 0) + processUsage(pid, withChildren).rssBytes);
  }
  return rss;
}

export const idleMemoryScenarios: readonly Scenario[] = [
  {
    id: 'P8',
    title: 'RSS by idle, authenticated connection at 19,000; Socket.IO beside it',
    target: { unit: 'bytes', floor: 7_168, aim: 3_584, better: 'lower' },
    run: idleMemory,
  },
];
