import type { RunningProcess } from '../start-process.ts';
import type { CommandResult } from './run-command.ts';

export type ModuleName = 'all' | 'api' | 'connect' | 'logic' | 'site' | 'task';

/** One process of Parley. */
export interface Node {
  module: ModuleName;
  /** What it listens on for clients or for health: `name → host:port` or URL. */
  endpoints: Readonly<Record<string, string>>;
  process: RunningProcess;
}

/**
 * Parley, running: in one process or in many. What holds for one must hold for the other, so tests
 * see only this.
 */
export interface Deployment {
  readonly apiUrls: readonly string[];
  /** Where clients open their WebSockets; one entry per connect node that runs. */
  readonly connectUrls: readonly string[];
  readonly siteUrl: string;
  readonly nodes: readonly Node[];
  /** Starts one more connect node; undefined where there is only one process. */
  readonly addConnect?: () => Promise<Node>;
  /** Runs one of the program's commands (`import-users …`) beside it, with its settings. */
  run(args: readonly string[]): Promise<CommandResult>;
  /** Stops every process of Parley in order, does `between`, and starts it again on the same data and ports. */
  restart(between?: () => Promise<void>): Promise<void>;
  /** Stops what runs and removes its data. */
  stop(): Promise<void>;
}

export interface DeploymentOptions {
  /** More settings, as `PARLEY_…` variables. */
  env?: Readonly<Record<string, string>>;
}
