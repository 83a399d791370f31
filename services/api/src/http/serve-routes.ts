import type { FastifyInstance, FastifyRequest } from 'fastify';
import { bearerToken } from './bearer-token.ts';
import type { RateLimits } from './rate-limits.ts';
import type { Admitted, Route } from './route.ts';

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
    app.route({
      method: doc.method,
      url: doc.path.replaceAll(/\{(\w+)\}/g, ':$1'),
      config: { path: doc.path },
      onRequest(request, _reply, done) {
        request.admitted = admit(route, request, limits);
        done();
      },
      async handler(request, reply) {
        const { params, query, admitted, body: given = {} } = request;
        const { status, body } = await route.run({ params, query, body: given, admitted });
        reply.code(status).header('Cache-Control', 'no-store');
        if (status === 204) return reply.send();
        return reply.type('application/json; charset=utf-8').send(body);
      },
    });
  }
}

function admit({ doc }: Route, request: FastifyRequest, limits: RateLimits): Admitted {
  if (doc.access === 'sign-in') {
    const address = request.ip;
    limits.address(address);
    return { by: 'address', address, limitAccount: limits.account };
  }
  const token = bearerToken(request.headers);
  limits.token(token);
  return { by: 'token', token };
}
