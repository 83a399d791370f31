import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { checkHistory } from '@parley/checker';
import { sleep } from '@parley/core';
import { faultsFor } from './faults/index.ts';
import { type FaultRecord, inflictFaults } from './faults/inflict-faults.ts';
import { awaitConvergence, type Convergence } from './judge/await-convergence.ts';
import { checkRefusals } from './judge/check-refusals.ts';
import { recordFinals, recordStoredLogs } from './judge/record-finals.ts';
import { startChatter } from './load/chatter.ts';
import { type Crowd, gatherCrowd } from './load/crowd.ts';
import { moveAbout } from './load/movement.ts';
import type { World } from './load/world.ts';
import { Histogram } from './measure/histogram.ts';
import { Phases } from './measure/phases.ts';
import { TrafficMeter } from './measure/traffic-meter.ts';
import { WireTap } from './measure/wire-tap.ts';
import { type ChaosOptions, CONVERGENCE_LIMIT_MS, CONVERGENCE_PATIENCE_MS } from './options.ts';
import { Random } from './plan/random.ts';
import { HistoryFile } from './record/history-file.ts';
import { hardware, readCommit } from './report/circumstances.ts';
import {
  type ChaosReport,
  convergenceFindings,
  countFaults,
  type ReportFinding,
} from './report/report.ts';
import type { Rig } from './rig/rig.ts';
import { startClusterRig } from './rig/start-cluster-rig.ts';
import { startEmbeddedRig } from './rig/start-embedded-rig.ts';

/** Before the first fault, so that there is something to compare with. */
const CALM_MS = 3_000;

/**
 * One run: starts Parley and a crowd that uses it, inflicts faults, lets everything heal, and judges what
 * was recorded. Leaves nothing running. The history is in `options.out`.
 *
 * @param say is told what goes on, in lines for a person.
 * @param signal breaks the run off; it then rejects, after everything has been stopped.
 */
export async function runChaos(
  options: ChaosOptions,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<ChaosReport> {
  const logFolder = join(options.out, 'logs');
  await rm(logFolder, { recursive: true, force: true });
  await mkdir(logFolder, { recursive: true });
  const startedAt = new Date().toISOString();
  say('Starting Parley and what it stands on …');
  const rig = options.embedded
    ? await startEmbeddedRig(logFolder)
    : await startClusterRig(options.database, logFolder);
  const phases = new Phases();
  const random = new Random(options.seed);
  const run: Run = {
    options,
    say,
    signal,
    rig,
    phases,
    random,
    faults: [],
    world: createWorld(options, rig, phases, random),
    startedAt,
  };
  let crowd: Crowd | null = null;
  try {
    signal.throwIfAborted();
    say(`Bringing ${options.clients} clients online …`);
    crowd = await gatherCrowd(options.clients, run.world);
    await loadAndBreak(run, crowd);
    return await judge(run, crowd);
  } finally {
    for (const device of crowd?.devices ?? []) await device.end();
    await crowd?.slowReader.close();
    await rig.stop();
  }
}

interface Run {
  options: ChaosOptions;
  say: (line: string) => void;
  signal: AbortSignal;
  rig: Rig;
  phases: Phases;
  random: Random;
  world: World & { rolling: { now: boolean } };
  faults: FaultRecord[];
  startedAt: string;
}

function createWorld(options: ChaosOptions, rig: Rig, phases: Phases, random: Random) {
  const rolling = { now: false };
  return {
    rolling,
    apiUrls: rig.apiUrls,
    connectUrls: rig.connectUrls,
    history: new HistoryFile(join(options.out, 'history.jsonl')),
    meter: new TrafficMeter(phases),
    tap: new WireTap(),
    random: random.fork(),
    reconnects: {
      rolling: new Histogram(),
      other: new Histogram(),
      isRolling: () => rolling.now,
    },
    lostDevices: [],
    requestErrors: new Map<string, number>(),
    knownSeq: new Map<string, number>(),
  };
}

/** Resolves when the last fault is healed, everybody is back and nobody writes any more. */
async function loadAndBreak(run: Run, crowd: Crowd): Promise<void> {
  const { options, rig, random, phases, faults, world, signal, say } = run;
  const kinds = faultsFor(rig, options.faults);
  const moving = new AbortController();
  const planned = random.fork();
  const stopChatter = startChatter(crowd, options.rate, random.fork());
  const moves = moveAbout(crowd, random.fork(), moving.signal);
  say(`Breaking things for ${options.seconds} s …`);
  try {
    await sleep(CALM_MS, signal);
    await inflictFaults({
      kinds,
      lanes: options.lanes,
      untilMs: performance.now() + options.seconds * 1_000,
      random: planned,
      signal,
      context: { rig, slowReader: crowd.slowReader },
      began: (number, kind) => {
        world.rolling.now = kind.exclusive === true;
        phases.begin(number);
      },
      ended: record => {
        world.rolling.now = false;
        phases.end(record.number);
        faults.push(record);
        const seconds = ((record.endMs - record.startMs) / 1_000).toFixed(1);
        say(
          `  ${record.number}. ${record.kind} ${record.target} ${seconds} s: ${record.evidence ?? `NOT DONE ${record.error ?? ''}`}`,
        );
      },
    });
    await Promise.all(rig.nodes.map(node => node.up()));
  } finally {
    stopChatter();
    moving.abort();
    await moves;
  }
  signal.throwIfAborted();
}

async function judge(run: Run, crowd: Crowd): Promise<ChaosReport> {
  const { options, rig, world, faults, say, signal } = run;
  const lastFaultEndMs = Math.max(...faults.map(fault => fault.endMs), world.meter.startMs);
  const loadSeconds = (performance.now() - world.meter.startMs) / 1_000;
  say('Everything is healed; waiting until everybody has everything …');
  const store = await rig.openStore();
  let convergence: Convergence;
  try {
    convergence = await awaitConvergence({
      devices: crowd.devices,
      store,
      conversationIds: [...crowd.meetings.keys()],
      sinceMs: lastFaultEndMs,
      limitMs: CONVERGENCE_PATIENCE_MS,
      signal,
    });
  } finally {
    await store.close();
  }
  signal.throwIfAborted();
  const { events: wireEvents } = world.tap;
  const wireDuplicates = { ...world.tap.duplicates };
  const closeCodes = Object.fromEntries(world.tap.closeCodes);
  say('Reading every log on every device …');
  const unreadable = await recordFinals(crowd.devices, convergence.logs);
  recordStoredLogs(world.history, crowd, convergence.logs);
  await world.history.close();
  say(`Checking ${world.history.size} entries of history …`);
  const broken = checkHistory(world.history.entries());
  const refusals = checkRefusals(world.history.entries(), convergence.logs);
  const asFinding = (rule: string) => (message: string) => ({ rule, message, entries: [] });
  const findings: ReportFinding[] = [
    ...broken.map(({ rule, message, entries }) => ({ rule, message, entries })),
    ...convergenceFindings(convergence),
    ...refusals.map(asFinding('unexplained-refusal')),
    ...unreadable.map(asFinding('unreadable')),
    ...world.lostDevices.map(({ device, why }) => asFinding('lost-device')(`${device}: ${why}`)),
  ];
  const { startMs } = world.meter;
  const inSeconds = (ms: number) => (ms - startMs) / 1_000;
  return {
    ok: findings.length === 0,
    seed: options.seed,
    commit: readCommit(),
    startedAt: run.startedAt,
    hardware: hardware(),
    rig: rig.about,
    options,
    loadSeconds,
    faults: faults.map(({ startMs: from, endMs, ...fault }) => ({
      ...fault,
      startS: inSeconds(from),
      endS: inSeconds(endMs),
    })),
    faultCounts: countFaults(
      faultsFor(rig, options.faults).map(kind => kind.name),
      faults,
    ),
    traffic: {
      sends: world.meter.sends,
      acknowledgements: world.meter.acknowledgements,
      refusals: Object.fromEntries(world.meter.refusals),
      deliveries: world.meter.deliveries,
      wireEvents,
      wireDuplicates,
      shownTwice: broken.filter(({ rule }) => rule === 'shown-twice').length,
      closeCodes,
      requestErrors: Object.fromEntries(world.requestErrors),
    },
    ...world.meter.latencies(),
    series: world.meter.series(),
    reconnects: {
      rollingRestart: world.reconnects.rolling.summary(),
      otherFaults: world.reconnects.other.summary(),
    },
    convergence: {
      afterMs: convergence.afterMs,
      limitMs: CONVERGENCE_LIMIT_MS,
      devices: convergence.devices,
    },
    deadLetters: countBy(await rig.listDeadLetters(), letter => letter.reason),
    unaskedEnds: rig.unaskedEnds,
    lostDevices: world.lostDevices,
    historyEntries: world.history.size,
    findings,
  };
}

function countBy<T>(all: readonly T[], key: (one: T) => string): Record<string, number> {
  const groups = Map.groupBy(all, key);
  return Object.fromEntries([...groups].map(([name, { length }]) => [name, length]));
}
