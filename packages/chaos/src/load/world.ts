import type { Histogram } from '../measure/histogram.ts';
import type { TrafficMeter } from '../measure/traffic-meter.ts';
import type { WireTap } from '../measure/wire-tap.ts';
import type { Random } from '../plan/random.ts';
import type { HistoryFile } from '../record/history-file.ts';

/** A device lost its place in Parley although it wanted it: nothing that a fault may do. */
export interface LostDevice {
  device: string;
  atMs: number;
  why: string;
}

/** What all devices of a run share. */
export interface World {
  readonly apiUrls: readonly string[];
  readonly connectUrls: readonly string[];
  readonly history: HistoryFile;
  readonly meter: TrafficMeter;
  readonly tap: WireTap;
  readonly random: Random;
  /** Takes the times from losing a connection to having the next; `isRolling` says in which histogram. */
  readonly reconnects: { rolling: Histogram; other: Histogram; isRolling: () => boolean };
  readonly lostDevices: LostDevice[];
  /** What the requests of the load failed with, by `request code`. */
  readonly requestErrors: Map<string, number>;
}
