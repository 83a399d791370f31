import { startCluster } from '../system/start-cluster.ts';
import type { System } from '../system/system.ts';
import type { WorldPlan } from '../system/world.ts';
import { highestRate } from './highest-rate.ts';
import type { Bench, Outcome, Scenario } from './scenario.ts';
import { type Load, type LoadPlan, stepSeconds, withLoad } from './with-load.ts';

const ROOM_MEMBERS = 1_000;
const GROUP_MEMBERS = 10_000;
/** So many of a room's members write, in turn. */
const WRITERS = 20;

/** One conversation that everybody is in. */
export function oneRoom(kind: 'room' | 'group', members: number): WorldPlan {
  const everybody = Array.from({ length: members }, (_, i) => i);
  return { people: members, conversations: [{ kind, members: everybody }] };
}

export function roomLoad({ world }: System): LoadPlan {
  const [target = ''] = world.conversations;
  const writers = Math.min(WRITERS, world.people.length);
  return {
    senders: Array.from({ length: writers }, (_, person) => ({ person, target })),
    countAt: 'everyone',
    receiversPerMessage: world.people.length,
  };
}

function inRoom<T>(
  bench: Bench,
  kind: 'room' | 'group',
  members: number,
  work: (load: Load, system: System) => Promise<T>,
): Promise<T> {
  const scaled = Math.max(10, Math.round(members * bench.scale));
  const start = () => startCluster(oneRoom(kind, scaled), bench.system);
  return withLoad(bench, start, roomLoad, work);
}

/** The p99 at a rate that is well below what the system can do. */
async function atRate(
  bench: Bench,
  { measureAt }: Load,
  rate: number,
  of: 'delivery' | 'completion',
): Promise<Outcome> {
  const measurements = [];
  await measureAt('warm-up', rate, stepSeconds(bench));
  for (let i = 0; i < bench.repeat; i++) measurements.push(await measureAt(`run ${i + 1}`, rate));
  return {
    values: measurements.map(one => one[of].p99Ms),
    figures: [],
    measurements,
    plots: [],
    notes: [
      `${rate} messages a second. One reader (in ${measurements.at(-1)?.health.reader}) reads every delivery, one after the other: with many members that is part of what is measured.`,
    ],
  };
}

export const roomScenarios: readonly Scenario[] = [
  {
    id: 'P2',
    title: 'Room of 1,000, cluster: sustained deliveries with p99 < 100 ms',
    target: { unit: 'deliveries/s', floor: 400_000, aim: 1_000_000, better: 'higher' },
    run: bench =>
      inRoom(bench, 'room', ROOM_MEMBERS, load =>
        highestRate(
          bench,
          load,
          { startRate: 200, maxRate: 20_000, p99Ms: 100 },
          one => one.deliveredPerSecond,
        ),
      ),
  },
  {
    id: 'P4',
    title: 'Room of 1,000 at 100 messages/s, cluster: p99 of a delivery',
    target: { unit: 'ms', floor: 50, aim: 20, better: 'lower' },
    run: bench => inRoom(bench, 'room', ROOM_MEMBERS, load => atRate(bench, load, 100, 'delivery')),
  },
  {
    id: 'P10',
    title: 'Group of 10,000 online: from sending until the last member has it, p99',
    target: { unit: 'ms', floor: 300, aim: 100, better: 'lower' },
    run: bench =>
      inRoom(bench, 'group', GROUP_MEMBERS, load => atRate(bench, load, 4, 'completion')),
  },
];
