import { ParleyError } from '@parley/core';
import type { Express, Request, RequestHandler, Response } from 'express';
import { bearerToken } from './middleware/bearer-token.ts';
import { jsonBody } from './middleware/json-body.ts';
import { contextOf } from './middleware/request-context.ts';
import type { RateLimits } from './rate-limits.ts';
import type { Route, RouteAnswer } from './route.ts';

interface MountOptions {
  limits: RateLimits;
  bodyBytes: number;
}

/**
 * Serves the routes. The order within one: limits and token first, so that a stranger's body is not
 * even read; then the body; then the schemas; then logic.
 */
export function mountRoutes(app: Express, routes: readonly Route[], options: MountOptions): void {
  const readBody = jsonBody(options.bodyBytes);
  for (const [path, group] of Map.groupBy(routes, ({ doc }) => doc.path)) {
    const mounted = app.route(path.replace(/\{(\w+)\}/g, ':$1')).all(remember(path));
    for (const route of group) {
      const reading = route.doc.body ? readBody : [];
      const steps = [admit(route, options.limits), ...reading, answer(route, options.limits)];
      mounted[route.doc.method](...steps);
    }
    mounted.all(refuseMethod(group));
  }
}

/** For metrics and the log. */
function remember(path: string): RequestHandler {
  return (_req, res, next) => {
    contextOf(res).route = path;
    next();
  };
}

function admit({ doc }: Route, limits: RateLimits): RequestHandler {
  return async (req, res, next) => {
    if (doc.access === 'sign-in') {
      await limits.address(addressOf(req));
    } else {
      const token = bearerToken(req);
      await limits.token(token);
      contextOf(res).token = token;
    }
    next();
  };
}

function answer(route: Route, limits: RateLimits): RequestHandler {
  return async (req, res) => {
    const answered = await route.run({
      params: req.params,
      query: req.query,
      body: req.body,
      token: contextOf(res).token,
      address: addressOf(req),
      limitAccount: limits.account,
    });
    send(res, answered);
  };
}

function send(res: Response, { status, body }: RouteAnswer): void {
  res.setHeader('Cache-Control', 'no-store');
  res.status(status);
  if (status === 204) {
    res.end();
    return;
  }
  // A string leaves in one write together with the head; a Buffer would need a second one.
  const json = Buffer.isBuffer(body) ? body : JSON.stringify(body);
  res.setHeader('Content-Type', 'application/json; charset=utf-8');
  res.setHeader('Content-Length', Buffer.byteLength(json));
  res.end(json);
}

function refuseMethod(group: readonly Route[]): RequestHandler {
  // Who answers GET answers HEAD.
  const methods = group.map(({ doc }) => (doc.method === 'get' ? 'GET, HEAD' : doc.method));
  const allow = methods.join(', ').toUpperCase();
  return (req, res) => {
    res.setHeader('Allow', allow);
    throw new ParleyError('method_not_allowed', `${req.method} is not possible here.`, {
      field: 'method',
      value: req.method,
      expected: allow,
    });
  };
}

function addressOf(req: Request): string {
  return req.ip ?? '';
}
