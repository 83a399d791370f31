import type { Measurement } from '../measure/measurement.ts';
import { median } from '../measure/median.ts';
import { search } from '../measure/search.ts';
import { startCluster } from '../system/start-cluster.ts';
import { startSocketIo } from '../system/start-socket-io.ts';
import type { System } from '../system/system.ts';
import { type RunningServer, useRunningServer } from '../system/use-running-server.ts';
import { oneRoom, roomLoad } from './room.ts';
import type { Bench, Outcome, Scenario } from './scenario.ts';
import { withLoad } from './with-load.ts';

const P99_MS = 100;
const ROOM_MEMBERS = 1_000;
/** Of one step of a turn, in seconds: every round searches twice, and the ratio is what counts. */
const STEP_SECONDS = 1.5;

interface Contender {
  name: string;
  driver: string;
  start: () => Promise<System>;
  startRate: number;
  /** Messages are posted. */
  usesHttp?: boolean;
}

/** One contender's turn: the highest deliveries per second that it holds, searched from `startRate` on. */
async function turn(
  bench: Bench,
  contender: Contender,
  startRate: number,
): Promise<Measurement | undefined> {
  const { start, driver, name, usesHttp } = contender;
  return withLoad(
    bench,
    start,
    system => ({ ...roomLoad(system), driver, httpUrl: usesHttp ? system.apiUrl : undefined }),
    async ({ measureAt }) => {
      const { rate, steps } = await search(
        step => measureAt(name, step, Math.min(STEP_SECONDS, bench.seconds)),
        {
          startRate,
          maxRate: 20_000,
          p99Ms: P99_MS,
        },
      );
      return steps.findLast(({ offeredPerSecond }) => offeredPerSecond === rate);
    },
  );
}

/** Ours and theirs in turn, so that what else the machine does falls on both. */
async function inTurn(bench: Bench, ours: Contender, theirs: Contender): Promise<Outcome> {
  const pairs: { ours: Measurement; theirs: Measurement }[] = [];
  const notes = [
    `Each in turn (${ours.name}, ${theirs.name}, ${ours.name} …): the highest rate in a room of ${ROOM_MEMBERS} at which everything arrives with p99 at most ${P99_MS} ms.`,
    'Parley checks tokens and membership and has every message on disk before it acknowledges.',
  ];
  for (let round = 0; round < Math.max(2, bench.repeat - 1); round++) {
    // Later rounds begin near what the one before has found, which saves most of their time.
    const before = pairs.at(-1);
    const first = await turn(bench, ours, near(before?.ours) ?? ours.startRate);
    const second = await turn(bench, theirs, near(before?.theirs) ?? theirs.startRate);
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

const PLAN = oneRoom('room', ROOM_MEMBERS);

function parley({ system }: Bench): Contender {
  const start = () => startCluster(PLAN, system);
  return { name: 'Parley', driver: 'parley', start, startRate: 200 };
}

export const againstScenarios: readonly Scenario[] = [
  {
    id: 'P3',
    title: 'Room of 1,000 against Socket.IO (2 nodes, Redis adapter, nothing stored), interleaved',
    target: { unit: '×', floor: 2, aim: 5, better: 'higher' },
    run: bench =>
      inTurn(bench, parley(bench), {
        name: 'Socket.IO',
        driver: 'socket.io',
        start: () => startSocketIo(PLAN, bench.system),
        startRate: 50,
      }),
  },
];

/** The same comparison with a server that runs already. */
export function againstServer(server: RunningServer): Scenario {
  const { driver, url, apiUrl } = server;
  return {
    id: 'X1',
    title: `Room of 1,000 against ${driver} at ${url}, interleaved`,
    target: undefined,
    run: bench =>
      inTurn(bench, parley(bench), {
        name: driver,
        driver,
        start: () => useRunningServer(server, PLAN),
        startRate: 20,
        usesHttp: apiUrl !== undefined,
      }),
  };
}
