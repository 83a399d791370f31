import { performance } from 'node:perf_hooks';
import { sleep } from '@parley/core';
import { PulledChat } from '../load/pulled-chat.ts';
import { Histogram } from '../measure/histogram.ts';
import type { Measurement } from '../measure/measurement.ts';
import { median } from '../measure/median.ts';
import { startEmbedded } from '../system/start-embedded.ts';
import type { System } from '../system/system.ts';
import type { Bench, Outcome, Scenario } from './scenario.ts';
import { type LoadPlan, stepSeconds, withLoad } from './with-load.ts';

const USERS = 20;
/** Messages a second, of all users together. */
const RATE = 1_000;
const PULL_EVERY_MS = 1_000;
/** It has no tokens, so its limit is by address, and all users share that of the load. */
const ENV = {
  PARLEY_COMPAT_ASSIGNMENT: 'microseconds',
  PARLEY_COMPAT_ASSIGNMENT_PER_SECOND: '1000000',
};

/** Two people with a chat, which is called by their names. */
function nameOf(user: number): string {
  return `bench${user}`;
}

function chatOf(user: number): string {
  const first = user - (user % 2);
  return `${nameOf(first)}:${nameOf(first + 1)}`;
}

/** Everybody writes, over one connection, and nobody is told anything: who wants to hear asks. */
function twoEndpointLoad({ apiUrl }: System): LoadPlan {
  const users = Array.from({ length: USERS }, (_, user) => user);
  return {
    driver: 'two-endpoint',
    httpUrl: apiUrl,
    people: users.map(user => ({
      token: '',
      userId: nameOf(user),
      deviceId: '',
      subscribeTo: [],
    })),
    senders: users.map(user => ({ person: user, target: chatOf(user) })),
    countAt: 'everyone',
    receiversPerMessage: 0,
  };
}

function chatAt({ apiUrl = '' }: System, user: number): PulledChat {
  return new PulledChat(new URL(apiUrl), chatOf(user), number => nameOf(number % USERS));
}

async function twoEndpoints(bench: Bench): Promise<Outcome> {
  const rate = Math.max(USERS, Math.round(RATE * bench.scale));
  const nobody = { people: 0, conversations: [] };
  const start = () => startEmbedded(nobody, { ...bench.system, env: ENV });
  return withLoad(bench, start, twoEndpointLoad, async ({ measureAt }, system) => {
    const chats = Array.from({ length: USERS }, (_, user) => chatAt(system, user));
    const runs: { sends: Measurement; pulls: Histogram }[] = [];
    // Nobody has a socket.
    let sent = (await measureAt('warm-up', rate, stepSeconds(bench), 0)).sent;
    for (let run = 1; run <= bench.repeat; run++) {
      const isOver = new AbortController();
      const [sends, pulls] = await Promise.all([
        measureAt(`run ${run}`, rate, bench.seconds, 0).finally(() => isOver.abort()),
        pullOften(chats, isOver.signal),
      ]);
      sent += sends.sent;
      if (sends.refused > 0) throw new Error(`${sends.refused} messages were refused`);
      bench.say(
        `${' '.repeat(16)} ${pulls.count} pulls, p99 ${pulls.summary().p99Ms.toFixed(1)} ms`,
      );
      runs.push({ sends, pulls });
    }
    await checkAll(system, chats, sent);
    const measurements = runs.map(({ sends }) => sends);
    const figure = (name: string, unit: string, of: (run: (typeof runs)[number]) => number) => ({
      name,
      unit,
      value: median(runs.map(of)),
    });
    return {
      values: runs.map(({ sends, pulls }) => Math.max(sends.ack.p99Ms, pulls.summary().p99Ms)),
      figures: [
        figure('sends', 'messages/s', ({ sends }) => sends.acknowledgedPerSecond),
        figure('p50 of a send', 'ms', ({ sends }) => sends.ack.p50Ms),
        figure('p99 of a send', 'ms', ({ sends }) => sends.ack.p99Ms),
        figure('p50 of a pull', 'ms', ({ pulls }) => pulls.summary().p50Ms),
        figure('p99 of a pull', 'ms', ({ pulls }) => pulls.summary().p99Ms),
        figure('CPU', 'µs/message', ({ sends }) => sends.cpuPerMessageUs),
      ],
      measurements,
      plots: [],
      notes: [
        `${USERS} users, each over one connection, send ${rate} messages a second in all and pull their chats every ${PULL_EVERY_MS / 1_000} s; the figure is the slower of the two p99, which count from when a call was due.`,
        `Afterwards all chats were pulled: each of the ${sent} messages is there once and in order.`,
      ],
    };
  });
}

/** Everybody pulls once in a while, each at their own time; how long an answer took, from when it was due. */
async function pullOften(chats: readonly PulledChat[], isOver: AbortSignal): Promise<Histogram> {
  const pulls = new Histogram();
  const startMs = performance.now();
  const pullFor = async (chat: PulledChat, user: number) => {
    let dueMs = startMs + (user * PULL_EVERY_MS) / chats.length;
    for (; ; dueMs += PULL_EVERY_MS) {
      await sleep(Math.max(0, dueMs - performance.now()), isOver);
      if (isOver.aborted) return;
      let askedMs = dueMs;
      for (let hasMore = true; hasMore; askedMs = performance.now()) {
        hasMore = await chat.pull();
        pulls.record((performance.now() - askedMs) * 1_000);
      }
    }
  };
  await Promise.all(chats.map(pullFor));
  return pulls;
}

/** @throws Error unless every chat, pulled anew, is what its users have of it, and all of them are all that was sent. */
async function checkAll(system: System, chats: readonly PulledChat[], sent: number): Promise<void> {
  const numbers = new Set<number>();
  for (const [user, chat] of chats.entries()) {
    while (await chat.pull());
    const anew = chatAt(system, user);
    while (await anew.pull());
    if (anew.numbers.join() !== chat.numbers.join()) {
      throw new Error(`chat ${chatOf(user)}: pulled anew it is another one`);
    }
    for (const number of anew.numbers) numbers.add(number);
  }
  const missing = Array.from({ length: sent }, (_, number) => number).find(
    number => !numbers.has(number),
  );
  if (missing !== undefined) throw new Error(`message ${missing} is in no chat`);
  if (numbers.size !== sent) throw new Error(`${numbers.size} messages came of ${sent}`);
}

export const twoEndpointScenarios: readonly Scenario[] = [
  {
    id: 'P7A',
    title: `Two-endpoint chat, one process: ${USERS} users, ${RATE.toLocaleString('en')} messages/s: p99 of sends and pulls`,
    target: { unit: 'ms', floor: 100, aim: 25, better: 'lower' },
    run: twoEndpoints,
  },
];
