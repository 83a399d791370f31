import { toParleyError } from '@parley/core';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { translateError } from '../../http/translate-error.ts';
import { takeBodiesAsText } from '../text-bodies.ts';
import { GOCHAT_CALLS } from './calls.ts';
import { type CarryOutPorts, carryOut } from './carry-out.ts';
import { type Envelope, failure, NO_SUCH_PATH } from './envelope.ts';

/** Any page may ask: the token is in the body, so a page that has none gains nothing. */
const CROSS_ORIGIN = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'Origin, X-Requested-With, Content-Type, Accept',
  'access-control-allow-methods': 'GET, OPTIONS, POST, PUT, DELETE',
  'cache-control': 'no-store',
};

interface Ports extends CarryOutPorts {
  bodyBytes: number;
}

/**
 * LockGit/gochat's HTTP interface, for clients that were made for it. Every answer has status 200; what
 * the call came to is in the body. Nothing is decided here: each call is one or two of logic's.
 */
export function serveGochat(app: FastifyInstance, ports: Ports): void {
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(CROSS_ORIGIN);
    done();
  });
  takeBodiesAsText(app);
  app.setErrorHandler((thrown, request, reply) => {
    const error = toParleyError(translateError(thrown, request, ports.bodyBytes));
    if (error.code === 'internal') ports.logger.error({ err: thrown }, 'a request failed');
    return answer(reply, failure(error.message));
  });
  for (const call of GOCHAT_CALLS) {
    app.post(call.path, { config: configOf(call.path) }, async ({ ip, body }, reply) =>
      answer(reply, await carryOut(ports, call, ip, typeof body === 'string' ? body : '')),
    );
  }
  for (const url of ['/user/*', '/push/*']) {
    const config = configOf(url);
    const method = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'];
    app.route({ method, url, config, handler: (_request, reply) => answer(reply, NO_SUCH_PATH) });
    app.options(url, { config }, (_request, reply) =>
      send(reply, `null${JSON.stringify(NO_SUCH_PATH)}`),
    );
  }
}

/** Cross-origin headers are set here and not by the plugin, whose answer to a preflight is another one. */
function configOf(path: string) {
  return { path, cors: false } as const;
}

function answer(reply: FastifyReply, { code, data, message }: Envelope): FastifyReply {
  return send(reply, JSON.stringify({ code, data, message }));
}

function send(reply: FastifyReply, body: string): FastifyReply {
  return reply.code(200).type('application/json; charset=utf-8').send(body);
}
