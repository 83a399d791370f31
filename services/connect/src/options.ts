import { invalid, type ServerId } from '@parley/core';
import type { OpsHandler } from '@parley/ops';
import { DEFAULT_LIMITS, type Limits } from '@parley/wire';

export interface ConnectOptions {
  /** This process among all connect nodes. Never used again: a restarted node has a new one. */
  serverId: ServerId;
  /** Where sockets are accepted. Default 127.0.0.1. */
  host: string;
  /** 0 takes a free one. Default 7000. */
  port: number;
  /** Whether other processes may accept on the same port (Linux): the system spreads what comes. Default false. */
  reusePort: boolean;
  /**
   * Origins of pages on other hosts that may connect, such as `https://chat.example`; `*` for all.
   * A page of the host that it connects to may always, and so may who sends no Origin (no browser).
   * Default none.
   */
  allowedOrigins: readonly string[];
  /** What clients may do; sent to them in `welcome`. Default: wire's. */
  limits: Limits;
  /** Sockets that this node takes; more are answered 503. Default 100000. */
  maxSockets: number;
  /** Hellos that are asked about at a time; the others wait in the order of their coming. Default 256. */
  hellosAtOnce: number;
  /** Units of fan-out and of housekeeping; users are spread over them by hash. Default 32. */
  buckets: number;
  /** Frames that are written before other work gets its turn. Default 128. */
  framesPerTurn: number;
  /** Pushes of one task that may be in hand at once; they share rounds. Default 64. */
  maxPushes: number;
  /** Whether frames go past Node's streams where that is known to work, see `websocket/direct-write.ts`. Default true. */
  directWrites: boolean;
  /** Requests of one socket that may wait for an answer; beyond it the socket is not read. Default 256. */
  maxInFlight: number;
  /** Positions of all sockets that may be on their way to logic; further ones are left out and counted: the next one makes them good. Default 50000. */
  maxMarks: number;
  /** Bytes that may wait for all sockets together; beyond it the slowest are closed with `too_slow`. Default 1073741824. */
  maxOutboundBytes: number;
  /** So many unreadable frames of one socket close it. Default 5. */
  maxUnreadable: number;
  /** Frames over the rate limit within 10 s that close the socket. Default: twice `limits.frameBurst`. */
  floodFrames: number;
  /** One page of history holds no more than this, whatever its limit, in bytes. Default 262144. */
  pageBytes: number;
  /** How often bindings and occupied conversations are confirmed, in ms; a third of the session store's TTL. Default 20000. */
  touchMs: number;
  /** How long a conversation stays occupied after its last local subscriber left, in ms. Default 5000. */
  lingerMs: number;
  /** On a stop, clients are sent elsewhere spread over this time, in ms. Default 3000. */
  drainMs: number;
  /**
   * Who lost the connection without saying goodbye stays bound for this time, in ms: others do not see
   * who reloads a page or changes nodes come and go. Default 3000.
   */
  offlineGraceMs: number;
  /** How often it is asked how those are who are watched here, in ms. Default 45000. */
  presenceRefreshMs: number;
  /** A closing socket that does not finish its part is cut off after this time, in ms. Default 3000. */
  closeGraceMs: number;
  /** Whether clients that were made for LockGit/gochat are served too, on its path (docs/compat.md). Default true. */
  gochat: boolean;
  /** After so long without anything else such a client is pinged over TCP, in ms. Default 54000. */
  gochatPingMs: number;
  /** Answers health and metrics on the same port. Default: nobody. */
  ops: OpsHandler;
}

export const DEFAULT_CONNECT_OPTIONS: Omit<ConnectOptions, 'serverId' | 'floodFrames'> = {
  host: '127.0.0.1',
  port: 7000,
  reusePort: false,
  allowedOrigins: [],
  limits: DEFAULT_LIMITS,
  maxSockets: 100_000,
  hellosAtOnce: 256,
  buckets: 32,
  framesPerTurn: 128,
  maxPushes: 64,
  directWrites: true,
  maxInFlight: 256,
  maxMarks: 50_000,
  maxOutboundBytes: 1_073_741_824,
  maxUnreadable: 5,
  pageBytes: 262_144,
  touchMs: 20_000,
  lingerMs: 5_000,
  drainMs: 3_000,
  offlineGraceMs: 3_000,
  presenceRefreshMs: 45_000,
  closeGraceMs: 3_000,
  gochat: true,
  gochatPingMs: 54_000,
  ops: () => false,
};

/** What has to be given, and what may be. */
export type ConnectSettings = Pick<ConnectOptions, 'serverId'> & Partial<ConnectOptions>;

const LEAST = {
  port: 0,
  maxSockets: 1,
  hellosAtOnce: 1,
  buckets: 1,
  framesPerTurn: 1,
  maxPushes: 1,
  maxInFlight: 1,
  maxMarks: 1,
  maxOutboundBytes: 1,
  maxUnreadable: 1,
  floodFrames: 1,
  pageBytes: 1,
  touchMs: 1,
  lingerMs: 0,
  drainMs: 0,
  offlineGraceMs: 0,
  presenceRefreshMs: 1,
  closeGraceMs: 1,
  gochatPingMs: 1,
} satisfies Partial<Record<keyof ConnectOptions, number>>;

/**
 * The options with the defaults filled in.
 * @throws ParleyError `invalid_request` naming the option, its value and what was expected.
 */
export function resolveOptions(given: ConnectSettings): ConnectOptions {
  const limits = given.limits ?? DEFAULT_LIMITS;
  const floodFrames = 2 * limits.frameBurst;
  const options = { ...DEFAULT_CONNECT_OPTIONS, floodFrames, ...given };
  for (const name of Object.keys(LEAST) as (keyof typeof LEAST)[]) {
    const value = options[name];
    if (!Number.isFinite(value) || value < LEAST[name]) {
      throw invalid(name, value, `a number, at least ${LEAST[name]}`);
    }
  }
  if (options.serverId === '') throw invalid('serverId', '', 'a name');
  return options;
}
