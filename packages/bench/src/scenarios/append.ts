import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { MAX_WORKERS, Snowflake, silentLogger } from '@parley/core';
import type { Admission, EventDraft, Store } from '@parley/store';
import { openPostgresStore } from '@parley/store/postgres';
import { openSqliteStore } from '@parley/store/sqlite';
import { startPostgres } from '@parley/testing';
import { median } from '../measure/median.ts';
import { seedWorld } from '../system/seed-world.ts';
import type { World } from '../system/world.ts';
import type { Bench, Outcome, Scenario } from './scenario.ts';

const CONVERSATIONS = 1_000;
const TEXT = 'x'.repeat(64);
const MEMBERS = { members: 'admit', others: 'not_found' } as const;
const ADMISSION: Admission = {
  direct: MEMBERS,
  group: MEMBERS,
  room: MEMBERS,
  world: MEMBERS,
  inbox: MEMBERS,
};

interface AppendOptions {
  writers: number;
  /** Drafts of one transaction. */
  batch: number;
}

/** Appends as fast as it goes for `ms`. */
async function appendFor(
  store: Store,
  { people, conversations }: World,
  { writers, batch }: AppendOptions,
  ms: number,
): Promise<{ appended: number; perSecond: number }> {
  const ids = new Snowflake(MAX_WORKERS - 1);
  const senderId = people[0]?.userId ?? '';
  const startMs = performance.now();
  let appended = 0;
  // Each writer has conversations of its own, as logic's lanes have.
  const write = async (writer: number) => {
    const own = conversations.filter((_, i) => i % writers === writer);
    for (let next = 0; performance.now() - startMs < ms; ) {
      const drafts = Array.from({ length: batch }, (): EventDraft => {
        const messageId = ids.next();
        return {
          messageId,
          conversationId: own[next++ % own.length] ?? '',
          senderId,
          clientId: messageId,
          type: 'message',
          body: `{"kind":"text","text":"${TEXT}"}`,
          createdAtMs: Date.now(),
        };
      });
      const results = await store.log.append(drafts, ADMISSION);
      appended += results.filter(({ status }) => status === 'appended').length;
    }
  };
  await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
  return { appended, perSecond: (appended * 1_000) / (performance.now() - startMs) };
}

/** People and conversations to append to: the first person is in all of them. */
function seedLogs(store: Store): Promise<World> {
  const conversation = { kind: 'room', members: [0] } as const;
  const conversations = Array.from({ length: CONVERSATIONS }, () => conversation);
  return seedWorld(store, { people: 1, conversations }, 'x'.repeat(32));
}

async function repeatAppend(bench: Bench, store: Store, options: AppendOptions): Promise<Outcome> {
  const world = await seedLogs(store);
  await appendFor(store, world, options, 1_000);
  const values: number[] = [];
  const cpuUs: number[] = [];
  for (let i = 0; i < bench.repeat; i++) {
    const from = process.cpuUsage();
    const { appended, perSecond } = await appendFor(store, world, options, bench.seconds * 1_000);
    const { user, system } = process.cpuUsage(from);
    cpuUs.push((user + system) / Math.max(1, appended));
    bench.say(`run ${i + 1}: ${Math.round(perSecond).toLocaleString('en')} messages/s`);
    values.push(perSecond);
  }
  const { writers, batch } = options;
  const notes = [
    `${writers} writer(s), ${batch} messages a transaction over ${CONVERSATIONS} conversations, nothing else; every commit waits for the disk.`,
  ];
  const figures = [
    { name: 'CPU of the writing process', value: median(cpuUs), unit: 'µs/message' },
  ];
  return { values, figures, measurements: [], plots: [], notes };
}

async function withSqlite<T>(file: string, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openSqliteStore({ file, logger: silentLogger });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-bench-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function withPostgres<T>(work: (store: Store) => Promise<T>): Promise<T> {
  const server = await startPostgres({ fsync: true });
  try {
    const url = await server.createDatabase();
    const store = await openPostgresStore({ url, poolSize: 10, logger: silentLogger });
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  } finally {
    await server.stop();
  }
}

const GROWTH_STEPS = 5;

/** Bytes that each message adds to the database, as it fills. */
export function storageGrowth(bench: Bench): Promise<{ x: number; y: number }[]> {
  return withFolder(async folder => {
    const file = join(folder, 'parley.db');
    const world = await withSqlite(file, seedLogs);
    const points: { x: number; y: number }[] = [];
    let messages = 0;
    let bytes = (await stat(file)).size;
    for (let step = 0; step < GROWTH_STEPS; step++) {
      // Closing moves everything out of the write-ahead log.
      const { appended } = await withSqlite(file, store =>
        appendFor(store, world, { writers: 1, batch: 512 }, bench.seconds * 300),
      );
      const { size } = await stat(file);
      messages += appended;
      points.push({ x: messages, y: (size - bytes) / appended });
      bytes = size;
    }
    return points;
  });
}

export const appendScenarios: readonly Scenario[] = [
  {
    id: 'P11',
    title: 'Append alone: SQLite, synchronous FULL',
    target: { unit: 'messages/s', floor: 60_000, aim: 110_000, better: 'higher' },
    run: bench =>
      withFolder(folder =>
        withSqlite(join(folder, 'parley.db'), store =>
          repeatAppend(bench, store, { writers: 1, batch: 2_048 }),
        ),
      ),
  },
  {
    id: 'P11B',
    title: 'Append alone: PostgreSQL, 8 writers',
    target: { unit: 'messages/s', floor: 60_000, aim: 100_000, better: 'higher' },
    run: bench => withPostgres(store => repeatAppend(bench, store, { writers: 8, batch: 100 })),
  },
];
