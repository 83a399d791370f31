import type { IncomingMessage, ServerResponse } from 'node:http';
import { invalid } from '@parley/core';
import { DEFAULT_LIMITS, type Limits } from '@parley/wire';
import type { DialectName } from './compat/assignment/dialect.ts';

export interface ApiOptions {
  /** Where to listen. Default 127.0.0.1. */
  host: string;
  /** 0 takes a free one. Default 7070. */
  port: number;
  /** Whether other processes may accept on the same port (Linux): the system spreads what comes. Default false. */
  reusePort: boolean;
  /**
   * Origins (`https://chat.example`) of pages that may call, beside pages on the API's own host name,
   * which always may, on whatever port; `*` allows all. Default none.
   */
  allowedOrigins: readonly string[];
  /**
   * How many proxies stand before the API and write X-Forwarded-*; true is one, false none. With a
   * number that is too high clients can invent their address. Default false.
   */
  trustProxy: boolean | number;
  /** Requests in a second with one access token, that is, of one device; beyond it 429. Default 50. */
  requestsPerSecond: number;
  /**
   * Tries to register, sign in or refresh in a minute: of one address (IPv6: of one /64), and,
   * counted apart, with one account from whatever address; beyond it 429. Default 30.
   */
  signInsPerMinute: number;
  /** Requests in hand at a time; others wait. Default 1000. */
  maxInFlight: number;
  /** Requests that wait, each for at most 2 s; then, or beyond it, 503 `overloaded`. Default 10,000. */
  maxWaiting: number;
  /** The largest body, in bytes; beyond it 413. Default 262144 (a group of 10,000 fits). */
  bodyBytes: number;
  /** How long requests in hand may take after `close`, in ms; then they are cut. Default 5000. */
  closeGraceMs: number;
  /** What texts, names, pages and groups may hold. Default DEFAULT_LIMITS of @parley/wire. */
  limits: Pick<Limits, 'textChars' | 'nameChars' | 'pageSize' | 'groupMembers'>;
  /** Whether clients that were made for LockGit/gochat are served too (docs/compat.md). Default true. */
  gochat: boolean;
  /**
   * Whether the chat of two endpoints is served too, to anybody who asks (docs/compat.md), and in what its clients
   * count time. Default off.
   */
  assignment: DialectName | 'off';
  /** Requests in a second for it from one address (IPv6: of one /64); beyond it 429. Default 2000. */
  assignmentPerSecond: number;
  /** The program's version, for the documentation. Default 0.0.0. */
  version: string;
  /**
   * Answers /livez, /readyz, /version and /metrics and returns true; returns false for any other
   * path. Default: none, and those paths do not exist.
   */
  ops: (req: IncomingMessage, res: ServerResponse) => boolean;
}

export const DEFAULT_API_OPTIONS: ApiOptions = {
  host: '127.0.0.1',
  port: 7070,
  reusePort: false,
  allowedOrigins: [],
  trustProxy: false,
  requestsPerSecond: 50,
  signInsPerMinute: 30,
  maxInFlight: 1_000,
  maxWaiting: 10_000,
  bodyBytes: 262_144,
  closeGraceMs: 5_000,
  limits: DEFAULT_LIMITS,
  gochat: true,
  assignment: 'off',
  assignmentPerSecond: 2_000,
  version: '0.0.0',
  ops: () => false,
};

const LEAST = {
  port: 0,
  requestsPerSecond: 1,
  signInsPerMinute: 1,
  maxInFlight: 1,
  maxWaiting: 0,
  assignmentPerSecond: 1,
  bodyBytes: 1,
  closeGraceMs: 0,
} as const;

/**
 * The options with the defaults filled in.
 * @throws ParleyError `invalid_request` naming the option, its value and what was expected.
 */
export function resolveOptions(given: Partial<ApiOptions>): ApiOptions {
  const options = { ...DEFAULT_API_OPTIONS, ...given };
  for (const name of Object.keys(LEAST) as (keyof typeof LEAST)[]) {
    const value = options[name];
    if (!Number.isInteger(value) || value < LEAST[name]) {
      throw invalid(name, value, `a whole number, at least ${LEAST[name]}`);
    }
  }
  const { trustProxy } = options;
  if (typeof trustProxy === 'number' && !(Number.isInteger(trustProxy) && trustProxy >= 0)) {
    throw invalid('trustProxy', trustProxy, 'true, false or a number of proxies');
  }
  for (const origin of options.allowedOrigins) {
    if (origin !== '*' && URL.parse(origin)?.origin !== origin) {
      throw invalid('allowedOrigins', origin, 'an origin like https://chat.example, or *');
    }
  }
  return options;
}
