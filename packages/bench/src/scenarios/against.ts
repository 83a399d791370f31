import type { Measurement } from '../measure/measurement.ts';
import { median } from '../measure/median.ts';
import { search } from '../measure/search.ts';
import { startCluster } from '../system/start-cluster.ts';
import { startSocketIo } from '../system/start-socket-io.ts';
import type { System } from '../system/system.ts';
import { type RunningServer, useRunningServer } from '../system/use-running-server.ts';
import type { WorldPlan } from '../system/world.ts';
import { gochatLoad, P99_MS, PAIRS, pairLoad, pairsInRooms } from './direct.ts';
import { oneRoom, roomLoad } from './room.ts';
import type { Bench, Outcome, Scenario } from './scenario.ts';
import { type LoadPlan, withLoad } from './with-load.ts';

const ROOM_MEMBERS = 1_000;
/** Of one step of a turn, in seconds: every round searches twice, and the ratio is what counts. */
const STEP_SECONDS = 1.5;

/** What both contenders are asked for. */
interface Contest {
  /** Completes "the highest rate". */
  where: string;
  p99Ms: number;
  maxRate: number;
}

interface Contender {
  name: string;
  start: () => Promise<System>;
  load: (system: System) => LoadPlan;
  startRate: number;
}

/** One contender's turn: the highest deliveries per second that it holds, searched from `startRate` on. */
async function turn(
  bench: Bench,
  { p99Ms, maxRate }: Contest,
  { start, load, name }: Contender,
  startRate: number,
): Promise<Measurement | undefined> {
  return withLoad(bench, start, load, async ({ measureAt }) => {
    const { rate, steps } = await search(
      step => measureAt(name, step, Math.min(STEP_SECONDS, bench.seconds)),
      { startRate, maxRate, p99Ms },
    );
    return steps.findLast(({ offeredPerSecond }) => offeredPerSecond === rate);
  });
}

/** Ours and theirs in turn, so that what else the machine does falls on both. */
async function inTurn(
  bench: Bench,
  contest: Contest,
  ours: Contender,
  theirs: Contender,
): Promise<Outcome> {
  const pairs: { ours: Measurement; theirs: Measurement }[] = [];
  const { where, p99Ms } = contest;
  const notes = [
    `Each in turn (${ours.name}, ${theirs.name}, ${ours.name} …): the highest rate ${where} at which everything arrives with p99 at most ${p99Ms} ms.`,
    'Parley checks tokens and membership and has every message on disk before it acknowledges.',
  ];
  for (let round = 0; round < Math.max(2, bench.repeat - 1); round++) {
    // Later rounds begin near what the one before has found, which saves most of their time.
    const before = pairs.at(-1);
    const first = await turn(bench, contest, ours, near(before?.ours) ?? ours.startRate);
    const second = await turn(bench, contest, theirs, near(before?.theirs) ?? theirs.startRate);
    if (first === undefined || second === undefined) {
      notes.push(`Round ${round + 1}: ${first ? theirs.name : ours.name} held no rate at all.`);
    } else {
      pairs.push({ ours: first, theirs: second });
    }
  }
  const figure = (name: string, of: (pair: (typeof pairs)[number]) => Measurement) => [
    { name, value: median(pairs.map(pair => of(pair).deliveredPerSecond)), unit: 'deliveries/s' },
    {
      name: `${name}, CPU`,
      value: median(pairs.map(pair => of(pair).cpuPerDeliveryUs)),
      unit: 'µs/delivery',
    },
  ];
  return {
    values: pairs.map(pair => pair.ours.deliveredPerSecond / pair.theirs.deliveredPerSecond),
    figures: [...figure(ours.name, pair => pair.ours), ...figure(theirs.name, pair => pair.theirs)],
    measurements: pairs.flatMap(pair => [pair.ours, pair.theirs]),
    plots: [],
    notes,
  };
}

function near(found: Measurement | undefined): number | undefined {
  return found && Math.max(1, Math.round(found.offeredPerSecond / 2));
}

const ROOM = oneRoom('room', ROOM_MEMBERS);
const IN_ROOM: Contest = { where: `in a room of ${ROOM_MEMBERS}`, p99Ms: 100, maxRate: 20_000 };
const POSTED: Contest = {
  where: `in ${PAIRS} rooms of two into which one posts`,
  p99Ms: P99_MS,
  maxRate: 100_000,
};

function parley({ system }: Bench): Contender {
  return {
    name: 'Parley',
    start: () => startCluster(ROOM, system),
    load: roomLoad,
    startRate: 200,
  };
}

export const againstScenarios: readonly Scenario[] = [
  {
    id: 'P3',
    title: 'Room of 1,000 against Socket.IO (2 nodes, Redis adapter, nothing stored), interleaved',
    target: { unit: '×', floor: 2, aim: 5, better: 'higher' },
    run: bench =>
      inTurn(bench, IN_ROOM, parley(bench), {
        name: 'Socket.IO',
        start: () => startSocketIo(ROOM, bench.system),
        load: system => ({ ...roomLoad(system), driver: 'socket.io' }),
        startRate: 50,
      }),
  },
];

/** The same comparison with a server that runs already, and if it is posted to, that of P7G as well. */
export function againstServer(server: RunningServer): Scenario[] {
  const { driver, url, apiUrl } = server;
  const theirs = (plan: WorldPlan, load: Contender['load'], startRate: number): Contender => ({
    name: driver,
    start: () => useRunningServer(server, plan),
    load: system => ({ ...load(system), driver, httpUrl: system.apiUrl }),
    startRate,
  });
  const room: Scenario = {
    id: 'X1',
    title: `Room of 1,000 against ${driver} at ${url}, interleaved`,
    target: undefined,
    run: bench => inTurn(bench, IN_ROOM, parley(bench), theirs(ROOM, roomLoad, 20)),
  };
  const posts: Scenario = {
    id: 'X2',
    title: `Rooms of two, posted, against ${driver} at ${url}, interleaved`,
    target: undefined,
    run: bench => {
      const plan = pairsInRooms(PAIRS);
      const ours: Contender = {
        name: 'Parley',
        start: () => startCluster(plan, bench.system),
        load: gochatLoad,
        startRate: 1_500,
      };
      return inTurn(bench, POSTED, ours, theirs(plan, pairLoad, 500));
    },
  };
  return apiUrl === undefined ? [room] : [room, posts];
}
