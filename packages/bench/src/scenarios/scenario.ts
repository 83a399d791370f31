import type { Measurement } from '../measure/measurement.ts';
import type { ClusterOptions } from '../system/start-cluster.ts';

/** What design promises: `floor` is the least, `aim` is what is wanted. */
export interface Target {
  unit: string;
  floor: number;
  aim: number;
  better: 'higher' | 'lower';
}

export interface Figure {
  name: string;
  value: number;
  unit: string;
}

/** A line of a plot: what was measured by what was varied. */
export interface Series {
  name: string;
  points: readonly { x: number; y: number }[];
}

export interface Plot {
  title: string;
  xLabel: string;
  yLabel: string;
  logX?: boolean;
  logY?: boolean;
  series: readonly Series[];
}

export interface Outcome {
  /** The figure that the target is about, once for each repeat; the median is the result. */
  values: readonly number[];
  figures: readonly Figure[];
  measurements: readonly Measurement[];
  plots: readonly Plot[];
  /** What one has to know to read the figures. */
  notes: readonly string[];
}

/** Why a scenario could not be measured here. */
export interface Skipped {
  skipped: string;
}

/** What a scenario may use. */
export interface Bench {
  /** Length of one measured time, in seconds. */
  seconds: number;
  /** How often the figure is measured; the median counts. */
  repeat: number;
  /** 1 as designed; less for a trial of the bench itself, which then measures nothing. */
  scale: number;
  /** Settings of servers, with where CPU profiles go. */
  system: ClusterOptions;
  /** Aborts when the scenario takes too long: whoever waits gives up, and stops what it has started. */
  signal: AbortSignal;
  say: (line: string) => void;
}

export interface Scenario {
  id: string;
  title: string;
  target: Target | undefined;
  run: (bench: Bench) => Promise<Outcome | Skipped>;
}
