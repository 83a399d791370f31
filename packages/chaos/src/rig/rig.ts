import type { Store } from '@parley/store';
import type { Server, TcpProxy } from '@parley/testing';
import type { DeadLetter } from './dead-letters.ts';
import type { ManagedNode, UnaskedEnd } from './managed-node.ts';

/** What runs from one part of Parley to another. */
export type LinkKind =
  | 'client-connect'
  | 'logic-database'
  | 'logic-redis'
  | 'task-redis'
  | 'tier-etcd'
  | 'connect-logic'
  | 'task-connect';

/** One node's connections of one kind, which all run through a proxy. */
export interface Link {
  kind: LinkKind;
  /** As `logic-1 → redis`. */
  name: string;
  proxy: TcpProxy;
}

/** The servers behind a cluster. */
export interface Servers {
  redis: Server;
  etcd: Server & { readonly endpoint: string };
  database: Server;
}

/** Parley, running, with everything in reach that can be made to fail. */
export interface Rig {
  /** What it is, for the report. */
  readonly about: string;
  readonly apiUrls: readonly string[];
  readonly connectUrls: readonly string[];
  readonly nodes: readonly ManagedNode[];
  /** Empty where everything is one process. */
  readonly links: readonly Link[];
  /** null where everything is one process. */
  readonly servers: Servers | null;
  /** Processes that ended by themselves so far. */
  readonly unaskedEnds: readonly UnaskedEnd[];
  /** What Parley gave up to push; none where everything is one process. */
  listDeadLetters(): Promise<readonly DeadLetter[]>;
  /** The database, asked directly. */
  openStore(): Promise<Store>;
  stop(): Promise<void>;
}
