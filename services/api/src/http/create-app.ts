import compress from '@fastify/compress';
import cors from '@fastify/cors';
import type { Logger } from '@parley/core';
import type { LogicGateway } from '@parley/rpc';
import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from 'fastify';
import { serveAssignment } from '../compat/assignment/serve-assignment.ts';
import { serveGochat } from '../compat/gochat/serve-gochat.ts';
import type { ApiMetrics } from '../metrics.ts';
import type { ApiOptions } from '../options.ts';
import { crossOrigin } from './cross-origin.ts';
import { serveDocs } from './docs.ts';
import { limitInFlight } from './in-flight.ts';
import { JSON_IN_UTF8 } from './json-body.ts';
import { createOpenApi } from './openapi.ts';
import { sendProblem } from './problem-answer.ts';
import { createRateLimits } from './rate-limits.ts';
import { refuseOtherMethods, refusePath, refuseUnknownPath } from './refuse.ts';
import { nameRequest } from './request-id.ts';
import { requestLog } from './request-log.ts';
import { createRoutes } from './routes/index.ts';
import { SECURITY_HEADERS } from './security-headers.ts';
import { serveRoutes } from './serve-routes.ts';

/** Longer than balancers keep idle connections, so that they never use one that is being closed. */
const KEEP_ALIVE_MS = 65_000;
/** A whole request has to have come by then; nobody holds a connection by sending slowly. */
const REQUEST_MS = 30_000;
/** Parameters are checked by their schemas; Node bounds the whole head before. */
const PATH_CHARS = 16_384;

interface Ports {
  logic: Pick<LogicGateway, 'unary' | 'exchange' | 'ask'>;
  logger: Logger;
  metrics: ApiMetrics;
  options: ApiOptions;
}

/** The whole HTTP surface; FLOW.md says why it is in this order. */
export function createApp({ logic, logger, metrics, options }: Ports): FastifyInstance {
  const record = requestLog(logger, metrics);
  const begin = (request: FastifyRequest, reply: FastifyReply) => {
    reply.headers({ ...SECURITY_HEADERS, 'x-request-id': request.id });
    record(request, reply);
  };
  const answerError = sendProblem(logger, options.bodyBytes);
  const app = fastify({
    bodyLimit: options.bodyBytes,
    keepAliveTimeout: KEEP_ALIVE_MS,
    requestTimeout: REQUEST_MS,
    // true is one proxy here, and all that there are to fastify.
    trustProxy: (_address, hop) => hop < Number(options.trustProxy),
    genReqId: nameRequest,
    // Connections that are open while the server closes are still answered.
    return503OnClosing: false,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: PATH_CHARS },
    // What the router cannot read comes past the hooks.
    frameworkErrors(error, request, reply) {
      begin(request, reply);
      answerError(error, request, reply);
    },
  });

  app.addHook('onRequest', (request, reply, done) => {
    // Ahead of the log: probes come every few seconds.
    if (options.ops(request.raw, reply.raw)) {
      reply.hijack();
      return;
    }
    begin(request, reply);
    done();
  });
  app.setErrorHandler(answerError);
  app.removeAllContentTypeParsers();
  // The route reads it: what nearly all bodies are needs no parsing.
  app.addContentTypeParser(JSON_IN_UTF8, { parseAs: 'string' }, (_request, text, done) => {
    done(null, text);
  });

  app.register(cors, { delegator: crossOrigin(options.allowedOrigins) });
  // Answers go out as they are: packing is the proxy's.
  app.register(compress, { globalCompression: false, requestEncodings: ['gzip', 'deflate', 'br'] });
  app.register(async api => {
    const limits = createRateLimits(options, metrics);
    const routes = createRoutes({ logic, limits: options.limits });
    api.addHook('onRequest', limitInFlight(options, metrics));
    api.addHook('onRequest', refuseUnknownPath);
    api.setNotFoundHandler(refusePath);
    refuseOtherMethods(api, () => {
      serveRoutes(api, routes, limits);
      serveDocs(api, createOpenApi(routes, options.version));
    });
    const { bodyBytes, assignment: dialect } = options;
    if (options.gochat) {
      api.register(async gochat => serveGochat(gochat, { logic, limits, logger, bodyBytes }));
    }
    if (dialect !== 'off') {
      const ports = { logic, limits, logger, bodyBytes, dialect };
      api.register(async assignment => serveAssignment(assignment, ports));
    }
  });
  return app;
}
