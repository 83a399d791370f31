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
  const { limits } = options;
  const readBody = jsonBody(options.bodyBytes);
  for (const route of routes) {
    const path = expressPath(route.doc.path);
    const handlers: RequestHandler[] = [remember(route.doc.path), admit(route, limits)];
    if (route.doc.body) handlers.push(...readBody);
    app[route.doc.method](path, ...handlers, async (req, res) => {
      const { token } = res.locals as { token?: string };
      const answer = await route.run({
        params: req.params,
        query: req.query,
        body: req.body,
        token,
        address: addressOf(req),
        limitAccount: limits.account,
      });
      send(res, answer);
    });
  }
  for (const [path, methods] of methodsByPath(routes)) {
    app.all(expressPath(path), remember(path), refuseMethod(methods));
  }
}

function admit({ doc }: Route, limits: RateLimits): RequestHandler {
  return async (req, res, next) => {
    if (doc.access === 'sign-in') {
      await limits.address(addressOf(req));
    } else {
      const token = bearerToken(req);
      await limits.token(token);
      res.locals.token = token;
    }
    next();
  };
}

function remember(path: string): RequestHandler {
  return (_req, res, next) => {
    contextOf(res).route = path;
    next();
  };
}

function refuseMethod(methods: readonly string[]): RequestHandler {
  const allow = methods.join(', ');
  return (req, res) => {
    res.setHeader('Allow', allow);
    throw new ParleyError('method_not_allowed', `${req.method} is not possible here.`, {
      field: 'method',
      value: req.method,
      expected: allow,
    });
  };
}

/** GET answers HEAD too. */
function methodsByPath(routes: readonly Route[]): Map<string, string[]> {
  const byPath = new Map<string, string[]>();
  for (const { doc } of routes) {
    const methods = byPath.get(doc.path) ?? [];
    methods.push(...(doc.method === 'get' ? ['GET', 'HEAD'] : [doc.method.toUpperCase()]));
    byPath.set(doc.path, methods);
  }
  return byPath;
}

function expressPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}

function addressOf(req: Request): string {
  return req.ip ?? '';
}

function send(res: Response, { status, body }: RouteAnswer): void {
  res.setHeader('Cache-Control', 'no-store');
  res.status(status);
  if (status === 204) {
    res.end();
    return;
  }
  const json = Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
  res.setHeader('Content-Type', 'application/json; charset=utf-8');
  res.setHeader('Content-Length', json.length);
  res.end(json);
}
