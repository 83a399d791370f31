import { join } from 'node:path';
import type { FaultRecord } from './faults/inflict-faults.ts';
import type { World } from './load/world.ts';
import { Histogram } from './measure/histogram.ts';
import { Phases } from './measure/phases.ts';
import { TrafficMeter } from './measure/traffic-meter.ts';
import { WireTap } from './measure/wire-tap.ts';
import type { ChaosOptions } from './options.ts';
import { Random } from './plan/random.ts';
import { HistoryFile } from './record/history-file.ts';
import type { Rig } from './rig/rig.ts';

/** Told what goes on, in lines for a person. */
export type Say = (line: string) => void;

/** What the steps of one run share. */
export interface ChaosRun {
  readonly options: ChaosOptions;
  readonly say: Say;
  readonly signal: AbortSignal;
  readonly rig: Rig;
  readonly phases: Phases;
  readonly random: Random;
  readonly world: World;
  /** What has been inflicted so far. */
  readonly faults: FaultRecord[];
  readonly startedAt: string;
  /** Whether a rolling restart is under way. */
  isRolling: boolean;
}

export function createRun(
  options: ChaosOptions,
  rig: Rig,
  say: Say,
  signal: AbortSignal,
): ChaosRun {
  const phases = new Phases();
  const random = new Random(options.seed);
  const run: ChaosRun = {
    options,
    say,
    signal,
    rig,
    phases,
    random,
    faults: [],
    startedAt: new Date().toISOString(),
    isRolling: false,
    world: {
      apiUrls: rig.apiUrls,
      connectUrls: rig.connectUrls,
      history: new HistoryFile(join(options.out, 'history.jsonl')),
      meter: new TrafficMeter(phases),
      tap: new WireTap(),
      random: random.fork(),
      reconnects: {
        rolling: new Histogram(),
        other: new Histogram(),
        isRolling: () => run.isRolling,
      },
      lostDevices: [],
      requestErrors: new Map(),
    },
  };
  return run;
}
