import { checkHistory } from '@parley/checker';
import type { ChaosRun } from '../chaos-run.ts';
import { faultsFor } from '../faults/index.ts';
import type { Crowd } from '../load/crowd.ts';
import { CONVERGENCE_LIMIT_MS, CONVERGENCE_PATIENCE_MS } from '../options.ts';
import { hardware, readCommit } from '../report/circumstances.ts';
import {
  type ChaosReport,
  convergenceFindings,
  countFaults,
  type ReportFinding,
} from '../report/report.ts';
import { awaitConvergence, type Convergence } from './await-convergence.ts';
import { checkRefusals } from './check-refusals.ts';
import { recordFinals, recordStoredLogs } from './record-finals.ts';
import { readStoredLogs } from './stored-logs.ts';

/** Waits until all is well again, reads everything everywhere, and says what was broken. */
export async function judgeRun(run: ChaosRun, crowd: Crowd): Promise<ChaosReport> {
  const { options, rig, world, faults, say, signal } = run;
  const lastFaultEndMs = Math.max(...faults.map(fault => fault.endMs), world.meter.startMs);
  const loadSeconds = (performance.now() - world.meter.startMs) / 1_000;
  say('Everything is healed; waiting until everybody has everything …');
  const { tap } = world;
  const store = await rig.openStore();
  let convergence: Convergence;
  let logs: Convergence['logs'];
  let wire: Pick<ChaosReport['traffic'], 'wireEvents' | 'wireDuplicates' | 'closeCodes'>;
  let unreadable: string[];
  try {
    const conversationIds = [...crowd.meetings.keys()];
    convergence = await awaitConvergence({
      devices: crowd.devices,
      store,
      conversationIds,
      sinceMs: lastFaultEndMs,
      limitMs: CONVERGENCE_PATIENCE_MS,
      signal,
    });
    signal.throwIfAborted();
    wire = {
      wireEvents: tap.events,
      wireDuplicates: { ...tap.duplicates },
      closeCodes: Object.fromEntries(tap.closeCodes),
    };
    say('Reading every log on every device …');
    unreadable = await recordFinals(crowd.devices, convergence.logs);
    // Who has not converged may still be sending: the logs are read when nobody can any more.
    for (const device of crowd.devices) await device.end();
    logs = await readStoredLogs(store, conversationIds);
  } finally {
    await store.close();
  }
  recordStoredLogs(world.history, crowd, logs);
  await world.history.close();
  say(`Checking ${world.history.size} entries of history …`);
  const broken = checkHistory(world.history.entries());
  const refusals = checkRefusals(world.history.entries(), logs);
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
      ...wire,
      shownTwice: broken.filter(({ rule }) => rule === 'shown-twice').length,
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
