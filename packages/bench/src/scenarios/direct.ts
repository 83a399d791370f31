import { startCluster } from '../system/start-cluster.ts';
import { startEmbedded } from '../system/start-embedded.ts';
import type { System } from '../system/system.ts';
import type { WorldPlan } from '../system/world.ts';
import { highestRate } from './highest-rate.ts';
import type { Bench, Scenario } from './scenario.ts';
import { type LoadPlan, stepSeconds, withLoad } from './with-load.ts';

export const PAIRS = 200;
/**
 * Messages that a sender writes at once: programs (a bridge, a bot, a client that was offline) have more
 * than one to say. The limits that P5 and P6 are held against were found with so many under way by
 * connection; people write one at a time, which is measured beside them.
 */
const BURST = 16;
/** Beyond it a chat feels slow; a backlog has begun long before. */
export const P99_MS = 200;

/** `pairs` of people with a direct conversation each: the first of a pair writes, the second hears. */
export function pairsOfPeople(pairs: number): WorldPlan {
  return {
    people: 2 * pairs,
    conversations: Array.from({ length: pairs }, (_, i) => ({
      kind: 'direct',
      members: [2 * i, 2 * i + 1],
    })),
  };
}

export function pairLoad({ world }: System): LoadPlan {
  return {
    senders: world.conversations.map((target, i) => ({ person: 2 * i, target })),
    countAt: 'listeners',
    receiversPerMessage: 1,
  };
}

/** The same in rooms of two, as clients of gochat know them, with the tokens that such clients hold. */
export function pairsInRooms(pairs: number): WorldPlan {
  const { people, conversations } = pairsOfPeople(pairs);
  const rooms = conversations.map(({ members }) => ({ kind: 'room' as const, members }));
  return { people, conversations: rooms, opaqueTokens: true };
}

/** Messages are posted by gochat's route and heard on its WebSocket; everybody posts over a connection of their own. */
export function gochatLoad(system: System): LoadPlan {
  return { ...pairLoad(system), driver: 'gochat', httpUrl: system.apiUrl };
}

interface DirectOptions {
  world?: (pairs: number) => WorldPlan;
  start: (plan: WorldPlan, bench: Bench) => Promise<System>;
  startRate: number;
  plan?: (system: System) => Partial<LoadPlan>;
  /** See `SearchOptions`. */
  inOrder?: boolean;
}

async function direct(bench: Bench, options: DirectOptions) {
  const { start, startRate, world = pairsOfPeople, plan = () => ({}), inOrder = false } = options;
  const pairs = Math.max(2, Math.round(PAIRS * bench.scale));
  return withLoad(
    bench,
    () => start(world(pairs), bench),
    system => ({ ...pairLoad(system), ...plan(system) }),
    load =>
      highestRate(
        bench,
        load,
        {
          startRate: startRate * bench.scale,
          maxRate: 400_000 * bench.scale,
          p99Ms: P99_MS,
          inOrder,
        },
        // Both the acknowledgement and the delivery: the slower one counts.
        one => Math.min(one.acknowledgedPerSecond, one.deliveredPerSecond),
      ),
  );
}

const inBursts = (): Partial<LoadPlan> => ({ burst: BURST });
const cluster = (plan: WorldPlan, { system }: Bench) => startCluster(plan, system);
const embedded = (plan: WorldPlan, { system }: Bench) => startEmbedded(plan, system);

export const directScenarios: readonly Scenario[] = [
  {
    id: 'P5',
    title: `1:1 over WebSocket, cluster: acknowledged and delivered, ${BURST} at a time`,
    target: { unit: 'messages/s', floor: 30_000, aim: 60_000, better: 'higher' },
    run: bench => direct(bench, { start: cluster, startRate: 8_000, plan: inBursts }),
  },
  {
    id: 'P5S',
    title: 'The same, each message alone: messages/s',
    target: undefined,
    run: bench => direct(bench, { start: cluster, startRate: 6_000 }),
  },
  {
    id: 'P6',
    title: `1:1 over WebSocket, one process: acknowledged and delivered, ${BURST} at a time`,
    target: { unit: 'messages/s', floor: 60_000, aim: 120_000, better: 'higher' },
    run: bench => direct(bench, { start: embedded, startRate: 12_000, plan: inBursts }),
  },
  {
    id: 'P6S',
    title: 'The same, each message alone: messages/s',
    target: undefined,
    run: bench => direct(bench, { start: embedded, startRate: 8_000 }),
  },
  {
    id: 'P7',
    title: 'Send over HTTP, cluster: acknowledged and delivered',
    target: { unit: 'messages/s', floor: 10_000, aim: 20_000, better: 'higher' },
    run: bench =>
      direct(bench, {
        start: cluster,
        startRate: 1_500,
        plan: ({ apiUrl, world }) => ({
          driver: 'parley-http',
          httpUrl: apiUrl,
          // One message at a time on each: as many may be under way as in P5 and P6.
          httpConnections: BURST * world.conversations.length,
        }),
      }),
  },
  {
    id: 'P7G',
    title: "The same as gochat's clients do it: /push/pushRoom, heard on its WebSocket",
    // What gochat itself does on this class of machine, and twice that.
    target: { unit: 'messages/s', floor: 2_900, aim: 5_800, better: 'higher' },
    run: bench =>
      direct(bench, {
        start: cluster,
        world: pairsInRooms,
        startRate: 1_500,
        plan: gochatLoad,
        inOrder: true,
      }),
  },
  {
    id: 'P13',
    title: 'One message through an idle cluster, p50',
    target: { unit: 'ms', floor: 5, aim: 2, better: 'lower' },
    run: bench =>
      withLoad(
        bench,
        () => cluster(pairsOfPeople(1), bench),
        pairLoad,
        async ({ measureAt }) => {
          const measurements = [];
          await measureAt('warm-up', 20, stepSeconds(bench));
          for (let i = 0; i < bench.repeat; i++) {
            measurements.push(await measureAt(`run ${i + 1}`, 20));
          }
          return {
            values: measurements.map(one => one.delivery.p50Ms),
            figures: [],
            measurements,
            plots: [],
            notes: ['20 messages a second, nothing else to do.'],
          };
        },
      ),
  },
];
