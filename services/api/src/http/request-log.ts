import type { Logger } from '@parley/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ApiMetrics } from '../metrics.ts';
import { refusalLog } from './refusal-log.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The path with its parameters as names, as OpenAPI writes it: for metrics and logs. */
    path?: string;
  }
}

/**
 * Counts and logs each request when its answer is out or its caller gone: what went well at debug,
 * what was refused at info, our own failures at error; who was told to come back later is only
 * counted (`refusalLog`). Only the route is written, never the query, a header or a body, so no log
 * holds a secret or what people say.
 */
export function requestLog(
  logger: Logger,
  metrics: Pick<ApiMetrics, 'requests' | 'requestSeconds'>,
): (request: FastifyRequest, reply: FastifyReply) => void {
  const countRefusal = refusalLog(logger);
  return (request, reply) => {
    const startedMs = performance.now();
    const res = reply.raw;
    res.once('close', () => {
      const { id: requestId, method } = request;
      const route = request.routeOptions.config?.path ?? 'unmatched';
      const ms = Math.round((performance.now() - startedMs) * 10) / 10;
      // 499 as nginx has it: the caller went away before the answer.
      const status = res.writableFinished ? res.statusCode : 499;
      metrics.requests.inc({ method, route, status });
      metrics.requestSeconds.observe({ route }, ms / 1_000);
      if (res.hasHeader('retry-after')) {
        countRefusal(status);
        return;
      }
      const level = status >= 500 ? 'error' : status >= 400 ? 'info' : 'debug';
      logger[level]({ requestId, method, route, status, ms }, 'request');
    });
  };
}
