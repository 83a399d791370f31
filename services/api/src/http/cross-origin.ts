import type { IncomingMessage } from 'node:http';
import type { Answer } from './answer.ts';
import { hostnameOf } from './through-proxies.ts';

const PREFLIGHT_SECONDS = '600';

interface CrossOrigin {
  /** What lets the page read the answer: headers, names and values in turn. */
  headers: readonly string[];
  /** The answer to a browser that asks before it calls. */
  preflight?: Answer;
}

/**
 * Lets pages of the same host name (on whatever port) and of `allowedOrigins` read the answers.
 * There are no cookies: a page without a token gains nothing by asking. undefined for what needs no
 * permission (only browsers name an origin) or gets none.
 */
export function crossOrigin(
  allowedOrigins: readonly string[],
  proxies: number,
): (req: IncomingMessage) => CrossOrigin | undefined {
  const allowed = new Set(allowedOrigins);
  return req => {
    const { origin } = req.headers;
    if (origin === undefined) return undefined;
    const isAllowed =
      allowed.has('*') ||
      allowed.has(origin) ||
      URL.parse(origin)?.hostname === hostnameOf(req, proxies);
    if (!isAllowed) return undefined;
    const headers = [
      ['Vary', 'Origin'],
      ['Access-Control-Allow-Origin', origin],
      ['Access-Control-Expose-Headers', 'Retry-After,WWW-Authenticate,X-Request-Id'],
    ].flat();
    return req.method === 'OPTIONS' ? { headers, preflight: PREFLIGHT } : { headers };
  };
}

const PREFLIGHT: Answer = {
  status: 204,
  headers: [
    ['Access-Control-Allow-Methods', 'GET,POST,PUT,DELETE'],
    ['Access-Control-Allow-Headers', 'Authorization,Content-Type,X-Request-Id'],
    ['Access-Control-Max-Age', PREFLIGHT_SECONDS],
  ].flat(),
};
