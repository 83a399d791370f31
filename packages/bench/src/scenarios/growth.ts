import type { Measurement } from '../measure/measurement.ts';
import { startCluster } from '../system/start-cluster.ts';
import type { System } from '../system/system.ts';
import type { WorldPlan } from '../system/world.ts';
import { storageGrowth } from './append.ts';
import { pairsOfPeople } from './direct.ts';
import { LOCAL_ADDRESSES } from './listeners.ts';
import type { Bench, Outcome, Scenario } from './scenario.ts';
import { type LoadPlan, stepSeconds, withLoad } from './with-load.ts';

const ROOMS = [10, 100, 1_000, 10_000];
const ROOM_MEMBERS = 10;
const PEOPLE = 1_000;
const CONNECTIONS = [1_000, 5_000, 19_000];
const PAIRS = 100;
/** Far below what any of them can do, so that only the cost changes. */
const RATE = 500;

/** Rooms of ten, spread evenly over the same people. */
function manyRooms(rooms: number, people: number): WorldPlan {
  const conversations = Array.from({ length: rooms }, (_, room) => ({
    kind: 'room' as const,
    members: Array.from(
      { length: ROOM_MEMBERS },
      (_member, i) => (room * ROOM_MEMBERS + i) % people,
    ),
  }));
  return { people, conversations };
}

function roomsLoad({ world }: System): LoadPlan {
  const senders = world.conversations.map((target, room) => ({
    person: (room * ROOM_MEMBERS) % world.people.length,
    target,
  }));
  return { senders, countAt: 'everyone', receiversPerMessage: ROOM_MEMBERS };
}

async function byRooms(bench: Bench): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  for (const rooms of ROOMS) {
    const start = () => startCluster(manyRooms(rooms, PEOPLE), bench.system);
    measurements.push(
      await withLoad(bench, start, roomsLoad, async ({ measureAt }) => {
        await measureAt('warm-up', RATE, stepSeconds(bench));
        return cheapest(bench, () => measureAt(`${rooms} rooms`, RATE, stepSeconds(bench)));
      }),
    );
  }
  return measurements;
}

/** The same pairs write to each other while ever more others are connected. */
async function byConnections(bench: Bench): Promise<Measurement[]> {
  const plan = pairsOfPeople(PAIRS);
  const most = Math.max(...CONNECTIONS);
  const start = () => startCluster({ ...plan, people: most }, bench.system);
  const load = ({ world }: System): LoadPlan => ({
    senders: world.conversations.map((target, i) => ({ person: 2 * i, target })),
    countAt: 'listeners',
    receiversPerMessage: 1,
    localAddresses: LOCAL_ADDRESSES,
  });
  return withLoad(bench, start, load, async ({ measureAt }) => {
    await measureAt('warm-up', RATE, stepSeconds(bench), CONNECTIONS[0]);
    const measurements: Measurement[] = [];
    for (const connections of CONNECTIONS) {
      measurements.push(
        await cheapest(bench, () =>
          measureAt(`${connections} connections`, RATE, stepSeconds(bench), connections),
        ),
      );
    }
    return measurements;
  });
}

/** Of `repeat` runs the one that cost least: what else the machine does can only add to a cost. */
async function cheapest(bench: Bench, run: () => Promise<Measurement>): Promise<Measurement> {
  const runs: Measurement[] = [];
  while (runs.length < bench.repeat) runs.push(await run());
  return runs.reduce((least, one) => (one.cpuPerDeliveryUs < least.cpuPerDeliveryUs ? one : least));
}

/** By how many percent the last is above the first. */
function growth(points: readonly { y: number }[]): number {
  return (100 * (points.at(-1)?.y ?? 0)) / Math.max(1e-9, points[0]?.y ?? 0) - 100;
}

async function run(bench: Bench): Promise<Outcome> {
  const rooms = await byRooms(bench);
  const connections = await byConnections(bench);
  const storage = (await storageGrowth(bench)).slice(1);
  const cost = (all: readonly Measurement[], sizes: readonly number[]) =>
    all.map((one, i) => ({ x: sizes[i] ?? 0, y: one.cpuPerDeliveryUs }));
  const roomCost = cost(rooms, ROOMS);
  const connectionCost = cost(connections, CONNECTIONS);
  const plot = (title: string, xLabel: string, yLabel: string, points: typeof storage) => ({
    title,
    xLabel,
    yLabel,
    series: [{ name: yLabel, points }],
  });
  const figures = [
    {
      name: `rooms ${ROOMS[0]} → ${ROOMS.at(-1)}: CPU by delivery`,
      value: growth(roomCost),
      unit: '% more',
    },
    {
      name: `connections ${CONNECTIONS[0]} → ${CONNECTIONS.at(-1)}: CPU by delivery`,
      value: growth(connectionCost),
      unit: '% more',
    },
    { name: 'storage by message, as the log grows', value: growth(storage), unit: '% more' },
    { name: 'storage by message', value: storage.at(-1)?.y ?? 0, unit: 'bytes' },
  ];
  return {
    values: [Math.max(growth(roomCost), growth(connectionCost), growth(storage))],
    figures,
    measurements: [...rooms, ...connections],
    plots: [
      { ...plot('Cost by rooms', 'rooms', 'µs CPU/delivery', roomCost), logX: true },
      {
        ...plot('Cost by connections', 'connections', 'µs CPU/delivery', connectionCost),
        logX: true,
      },
      plot('Storage', 'messages', 'bytes/message', storage),
    ],
    notes: [
      `${RATE} messages a second throughout; the worst of the three growths is the result. Each point is the cheapest of ${bench.repeat} runs.`,
    ],
  };
}

export const growthScenarios: readonly Scenario[] = [
  {
    id: 'P14',
    title: 'Growth of cost with rooms, connections and stored messages',
    target: { unit: '% more', floor: 20, aim: 5, better: 'lower' },
    run,
  },
];
