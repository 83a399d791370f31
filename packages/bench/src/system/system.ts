import type { World } from './world.ts';

/** A process whose cost counts, by the tier that it belongs to. */
export interface Member {
  tier: string;
  pid: number;
  /** Where its metrics are, if it has any. */
  metricsUrl: string | undefined;
  /** It profiles itself between two signals (`profileEnv`). */
  isProfiled?: boolean;
  /** Processes that it starts count with it (PostgreSQL's backends). */
  withChildren?: boolean;
}

/** What is measured: servers that run, and the people that they know. */
export interface System {
  readonly name: string;
  readonly members: readonly Member[];
  readonly connectUrls: readonly string[];
  readonly apiUrl: string | undefined;
  readonly world: World;
  stop(): Promise<void>;
}

export interface SystemOptions {
  /** Where each process leaves a CPU profile of the time measured last; none by default. */
  profileDirectory?: string | undefined;
  /** More settings of the servers, as `PARLEY_…` variables. */
  env?: Readonly<Record<string, string>>;
}
