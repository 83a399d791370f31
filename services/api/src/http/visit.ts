import type { IncomingMessage } from 'node:http';
import { nanoid } from 'nanoid';

/** One request on its way to its answer. */
export interface Visit {
  readonly req: IncomingMessage;
  /** On performance.now()'s clock. */
  readonly startedMs: number;
  /** Names the request in the answer, in every problem and in the log. */
  readonly requestId: string;
  /** Without the query. */
  readonly path: string;
  /** What stands behind the `?`, as it came. */
  readonly query: string;
  /** The path with its parameters as names, for metrics and logs. */
  route: string;
}

const GIVEN_ID = /^[\w.-]{1,64}$/;

/**
 * Names the request: with the caller's `X-Request-Id` if it is one (a proxy's, so that the logs of
 * both can be put side by side), else with a new one.
 */
export function openVisit(req: IncomingMessage): Visit {
  const given = req.headers['x-request-id'];
  const requestId = typeof given === 'string' && GIVEN_ID.test(given) ? given : nanoid(12);
  const target = targetOf(req.url ?? '/');
  const mark = target.indexOf('?');
  return {
    req,
    startedMs: performance.now(),
    requestId,
    path: mark === -1 ? target : target.slice(0, mark),
    query: mark === -1 ? '' : target.slice(mark + 1),
    route: 'unmatched',
  };
}

/** A request to a proxy names the host as well (RFC 9112, section 3.2.2). */
function targetOf(url: string): string {
  if (url.startsWith('/')) return url;
  const absolute = URL.parse(url);
  return absolute === null ? url : `${absolute.pathname}${absolute.search}`;
}
