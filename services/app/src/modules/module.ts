import type { Platform } from '../platform.ts';

/** A module that runs: what to tell the person who started it, and how it ends. */
export interface RunningModule {
  /** For the greeting: what is where. */
  endpoints: readonly { name: string; url: string }[];
  /** Leaves the cluster without losing anything in hand. */
  stop(): Promise<void>;
}

export type StartModule = (platform: Platform) => Promise<RunningModule>;
