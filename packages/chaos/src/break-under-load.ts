import { sleep } from '@parley/core';
import type { ChaosRun } from './chaos-run.ts';
import { faultsFor } from './faults/index.ts';
import { inflictFaults } from './faults/inflict-faults.ts';
import { startChatter } from './load/chatter.ts';
import type { Crowd } from './load/crowd.ts';
import { moveAbout } from './load/movement.ts';

/** Before the first fault, so that there is something to compare with. */
const CALM_MS = 3_000;

/** Resolves when the last fault is healed, everybody is back and nobody writes any more. */
export async function breakUnderLoad(run: ChaosRun, crowd: Crowd): Promise<void> {
  const { options, rig, random, phases, faults, world, signal, say } = run;
  const kinds = faultsFor(rig, options.faults);
  const moving = new AbortController();
  const planned = random.fork();
  world.meter.begin();
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
        run.isRolling = kind.exclusive === true;
        phases.begin(number);
      },
      ended: record => {
        run.isRolling = false;
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
