import { toParleyError } from '@parley/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { bearerToken } from './bearer-token.ts';
import type { RateLimits } from './rate-limits.ts';
import type { Admitted, Answering, Route, RouteAnswer } from './route.ts';

declare module 'fastify' {
  interface FastifyRequest {
    admitted: Admitted | null;
  }
}

/**
 * Limits and token come before the body, so that a stranger's is not even read; then the body; then
 * the schemas; then logic. What is sent and what comes back is checked by the route alone: fastify
 * is told no schemas.
 */
export function serveRoutes(
  app: FastifyInstance,
  routes: readonly Route[],
  limits: RateLimits,
): void {
  app.decorateRequest('admitted', null);
  for (const route of routes) {
    const { doc } = route;
    app.route<{ Body: string | undefined }>({
      method: doc.method,
      url: doc.path.replaceAll(/\{(\w+)\}/g, ':$1'),
      config: { path: doc.path },
      onRequest(request, _reply, done) {
        request.admitted = admit(route, request, limits);
        done();
      },
      handler(request, reply) {
        const { params, query, admitted, body = '' } = request;
        route.run({ params, query, body, admitted }, new AnswerByHttp(reply));
      },
    });
  }
}

class AnswerByHttp implements Answering<RouteAnswer> {
  private readonly reply: FastifyReply;

  constructor(reply: FastifyReply) {
    this.reply = reply;
  }

  answered({ status, body }: RouteAnswer): void {
    const { reply } = this;
    reply.code(status).header('Cache-Control', 'no-store');
    if (status === 204) reply.send();
    else reply.type('application/json; charset=utf-8').send(body);
  }

  refused(error: unknown): void {
    this.reply.send(error instanceof Error ? error : toParleyError(error));
  }
}

function admit(
  { doc }: Route,
  request: Pick<FastifyRequest, 'ip' | 'headers'>,
  limits: RateLimits,
): Admitted {
  if (doc.access === 'sign-in') {
    const address = request.ip;
    limits.address(address);
    return { by: 'address', address, limitAccount: limits.account };
  }
  const token = bearerToken(request.headers);
  limits.token(token);
  return { by: 'token', token };
}
