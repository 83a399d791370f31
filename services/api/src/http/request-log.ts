import type { ServerResponse } from 'node:http';
import type { Logger } from '@parley/core';
import type { ApiMetrics } from '../metrics.ts';
import type { Visit } from './visit.ts';

/** What a request came to: called when its answer is out or its caller gone. */
export type RecordRequest = (visit: Visit, res: ServerResponse) => void;

/**
 * Counts and logs each request when it is over: what went well at debug, what was refused at info,
 * our own failures at error. Only the route is written, never the query, a header or a body, so no
 * log holds a secret or what people say.
 */
export function requestLog(
  logger: Logger,
  metrics: Pick<ApiMetrics, 'requests' | 'requestSeconds'>,
): RecordRequest {
  return ({ req, requestId, route, startedMs }, res) => {
    const { method } = req;
    const ms = Math.round((performance.now() - startedMs) * 10) / 10;
    // 499 as nginx has it: the caller went away before the answer.
    const status = res.writableFinished ? res.statusCode : 499;
    metrics.requests.inc({ method, route, status });
    metrics.requestSeconds.observe({ route }, ms / 1_000);
    const level = status >= 500 ? 'error' : status >= 400 ? 'info' : 'debug';
    logger[level]({ requestId, method, route, status, ms }, 'request');
  };
}
