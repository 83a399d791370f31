import type { Person } from '../drivers/driver.ts';
import type { SparseHistogram } from '../measure/histogram.ts';
import type { OrderFaults } from './order-check.ts';

/** Whom one load process plays. */
export interface LoadSetup {
  /** A name of `drivers/index.ts`, or a file that exports `driver`. */
  driver: string;
  /** WebSocket addresses; people are spread over them. */
  urls: readonly string[];
  /** Where messages are posted, for drivers that send over HTTP. */
  httpUrl?: string | undefined;
  /**
   * Connections to `httpUrl`, each of which takes whatever is to be sent next. Default: every sender has
   * one of its own, so that its messages arrive in order.
   */
  httpConnections?: number;
  people: readonly Person[];
  /** Who sends where, in turn; `person` is an index. */
  senders: readonly { person: number; target: string }[];
  /** Messages that a sender writes at once, when it is its turn. Default 1. */
  burst?: number;
  /** Where a delivery counts: with everybody who is connected, or with those who send nothing. */
  countAt: 'everyone' | 'listeners';
  /** Receivers of each message that count. */
  receiversPerMessage: number;
  /** Bytes of a message's text, with the marker. */
  textBytes: number;
  /** The first message's number; different in each load process. */
  firstNumber: number;
  /** What reads the connections. Default: a process in C, if there is a compiler. */
  reader?: 'C' | 'Node';
  /** Source addresses to spread connections over, when one has too few ports. */
  localAddresses?: readonly string[];
}

export interface RunPlan {
  ratePerSecond: number;
  /** Messages of this time are sent and not counted. */
  warmupMs: number;
  measureMs: number;
  /** How long to wait at the end for what is still on its way. */
  settleMs: number;
}

export interface OpenResult {
  opened: number;
  failed: number;
  firstError: string | undefined;
  elapsedMs: number;
  handshakes: SparseHistogram;
  /** Share of the time that the load process's event loop was busy. */
  busy: number;
}

/** How the load process itself did. */
export interface LoadHealth {
  /** What read the connections. */
  reader: 'C' | 'Node';
  /** Share of the time that its event loop was busy, or its reader if that was busier. */
  busy: number;
  /** CPU time by wall time, with that of the reader. */
  cpu: number;
  /** How late messages left after they were due: p50 and p99, in ms. */
  lagP50Ms: number;
  lagP99Ms: number;
}

/** What became of the messages that were due in the measured time. */
export interface RunResult {
  /** With those of the warm-up; their numbers follow on those of the run before. */
  sent: number;
  offered: number;
  acknowledged: number;
  refused: number;
  /** Deliveries that were due, and those that came (repeats do not count). */
  expected: number;
  delivered: number;
  /** Acknowledgements and deliveries that arrived within the measured time, of whichever message. */
  acknowledgedInTime: number;
  deliveredInTime: number;
  measuredMs: number;
  /** From when a message was due to its acknowledgement, to each delivery, to its last delivery. */
  ack: SparseHistogram;
  delivery: SparseHistogram;
  completion: SparseHistogram;
  order: OrderFaults;
  /** Connections that the server closed meanwhile, and why the first one was. */
  lost: number;
  firstLoss: string | undefined;
  /** The backlog had grown beyond two seconds, so the rest was not sent. */
  aborted: boolean;
  health: LoadHealth;
}

export type LoadCommand =
  | { do: 'setup'; setup: LoadSetup }
  | { do: 'open'; count: number; concurrency: number }
  | { do: 'run'; plan: RunPlan }
  | { do: 'cut' };

export interface LoadReplies {
  setup: undefined;
  open: OpenResult;
  run: RunResult;
  cut: undefined;
}

export interface LoadRequest {
  id: number;
  command: LoadCommand;
}

export type LoadAnswer =
  | { id: number; result: unknown }
  | { id: number; error: string }
  /** The measured time of a run begins or ends now. */
  | { window: 'begins' | 'ends' };
