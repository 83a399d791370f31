import { type Logger, ParleyError } from '@parley/core';
import type { LogicGateway } from '@parley/rpc';
import express, { type Express } from 'express';
import type { ApiMetrics } from '../metrics.ts';
import type { ApiOptions } from '../options.ts';
import { mountDocs } from './docs.ts';
import { crossOrigin } from './middleware/cross-origin.ts';
import { inFlightLimit } from './middleware/in-flight.ts';
import { problemAnswer } from './middleware/problem-answer.ts';
import { requestContext } from './middleware/request-context.ts';
import { requestLog } from './middleware/request-log.ts';
import { securityHeaders } from './middleware/security-headers.ts';
import { mountRoutes } from './mount-routes.ts';
import { createOpenApi } from './openapi.ts';
import { createRateLimits } from './rate-limits.ts';
import { createRoutes } from './routes/index.ts';

interface Ports {
  logic: Pick<LogicGateway, 'unary' | 'exchange'>;
  logger: Logger;
  metrics: ApiMetrics;
  options: ApiOptions;
}

/** The whole HTTP surface; FLOW.md says why it is in this order. */
export function createApp({ logic, logger, metrics, options }: Ports): Express {
  const app = express();
  app.set('trust proxy', options.trustProxy === true ? 1 : options.trustProxy);
  app.set('etag', false);
  app.disable('x-powered-by');

  app.use(requestContext);
  // Ahead of the log: probes come every few seconds.
  app.use((req, res, next) => {
    if (!options.ops(req, res)) next();
  });
  app.use(requestLog(logger, metrics));
  app.use(securityHeaders());
  app.use(crossOrigin(options.allowedOrigins));
  // Behind the headers, so that pages can read the refusal.
  app.use(inFlightLimit(options.maxInFlight, metrics));

  const routes = createRoutes({ logic, limits: options.limits });
  const limits = createRateLimits(options, metrics);
  mountRoutes(app, routes, { limits, bodyBytes: options.bodyBytes });
  mountDocs(app, createOpenApi(routes, options.version));

  app.use(req => {
    throw new ParleyError('not_found', 'There is nothing here; /docs says what there is.', {
      field: 'path',
      value: req.path.slice(0, 200),
    });
  });
  app.use(problemAnswer(logger));
  return app;
}
