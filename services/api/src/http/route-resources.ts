import { parse } from 'node:querystring';
import type { Answer } from './answer.ts';
import { bearerToken } from './bearer-token.ts';
import type { RateLimits } from './rate-limits.ts';
import { readJson } from './read-json.ts';
import type { Resource, Respond } from './resource.ts';
import type { Admitted, Route, RouteAnswer } from './route.ts';
import { addressOf } from './through-proxies.ts';
import type { Visit } from './visit.ts';

interface ServeOptions {
  limits: RateLimits;
  bodyBytes: number;
  /** How many stand before us. */
  proxies: number;
}

/** The routes by their paths. */
export function routeResources(routes: readonly Route[], options: ServeOptions): Resource[] {
  return Array.from(
    Map.groupBy(routes, ({ doc }) => doc.path),
    ([path, group]) => ({
      path,
      methods: new Map(
        group.map(route => [route.doc.method.toUpperCase(), respondWith(route, options)]),
      ),
    }),
  );
}

/**
 * The order: limits and token first, so that a stranger's body is not even read; then the body; then
 * the schemas; then logic.
 */
function respondWith(route: Route, options: ServeOptions): Respond {
  return async (visit, params) => {
    const admitted = admit(route, visit, options);
    const body = route.doc.body && (await readJson(visit.req, options.bodyBytes));
    const query = visit.query === '' ? {} : parse(visit.query);
    return toAnswer(await route.run({ params, query, body, admitted }));
  };
}

function admit({ doc }: Route, { req }: Visit, { limits, proxies }: ServeOptions): Admitted {
  if (doc.access === 'sign-in') {
    const address = addressOf(req, proxies);
    limits.address(address);
    return { by: 'address', address, limitAccount: limits.account };
  }
  const token = bearerToken(req);
  limits.token(token);
  return { by: 'token', token };
}

const NO_STORE = ['Cache-Control', 'no-store'];

function toAnswer({ status, body }: RouteAnswer): Answer {
  if (status === 204) return { status, headers: NO_STORE };
  return {
    status,
    headers: NO_STORE,
    type: 'application/json; charset=utf-8',
    // A string leaves in one write together with the head; a Buffer needs a second one.
    body: Buffer.isBuffer(body) ? body : JSON.stringify(body),
  };
}
