import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { breakUnderLoad } from './break-under-load.ts';
import { createRun, type Say } from './chaos-run.ts';
import { judgeRun } from './judge/judge-run.ts';
import { type Crowd, gatherCrowd } from './load/crowd.ts';
import type { ChaosOptions } from './options.ts';
import type { ChaosReport } from './report/report.ts';
import { startClusterRig } from './rig/start-cluster-rig.ts';
import { startEmbeddedRig } from './rig/start-embedded-rig.ts';

/**
 * One run: starts Parley and a crowd that uses it, inflicts faults, lets everything heal, and judges what
 * was recorded. Leaves nothing running. The history is in `options.out`.
 *
 * @param signal breaks the run off; it then rejects, after everything has been stopped.
 */
export async function runChaos(
  options: ChaosOptions,
  say: Say,
  signal: AbortSignal,
): Promise<ChaosReport> {
  const logFolder = join(options.out, 'logs');
  await rm(logFolder, { recursive: true, force: true });
  await mkdir(logFolder, { recursive: true });
  say('Starting Parley and what it stands on …');
  const rig = options.embedded
    ? await startEmbeddedRig(logFolder)
    : await startClusterRig(options.database, logFolder, signal);
  let crowd: Crowd | null = null;
  try {
    const run = createRun(options, rig, say, signal);
    signal.throwIfAborted();
    say(`Bringing ${options.clients} clients online …`);
    crowd = await gatherCrowd(options.clients, run.world);
    await breakUnderLoad(run, crowd);
    return await judgeRun(run, crowd);
  } finally {
    for (const device of crowd?.devices ?? []) await device.end();
    await crowd?.slowReader.close();
    await rig.stop();
  }
}
