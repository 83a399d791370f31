import type { RequestListener } from 'node:http';
import { type Logger, ParleyError } from '@parley/core';
import type { LogicGateway } from '@parley/rpc';
import type { ApiMetrics } from '../metrics.ts';
import type { ApiOptions } from '../options.ts';
import { type Answer, send } from './answer.ts';
import { crossOrigin } from './cross-origin.ts';
import { docResources } from './docs.ts';
import { InFlight } from './in-flight.ts';
import { createOpenApi } from './openapi.ts';
import { PathTable } from './path-table.ts';
import { problemAnswer } from './problem-answer.ts';
import { createRateLimits } from './rate-limits.ts';
import { requestLog } from './request-log.ts';
import { respondTo } from './resource.ts';
import { routeResources } from './route-resources.ts';
import { createRoutes } from './routes/index.ts';
import { openVisit, type Visit } from './visit.ts';

interface Ports {
  logic: Pick<LogicGateway, 'unary' | 'exchange'>;
  logger: Logger;
  metrics: ApiMetrics;
  options: ApiOptions;
}

/** The whole HTTP surface; FLOW.md says why it is in this order. */
export function createApp({ logic, logger, metrics, options }: Ports): RequestListener {
  const proxies = Number(options.trustProxy);
  const routes = createRoutes({ logic, limits: options.limits });
  const limits = createRateLimits(options, metrics);
  const resources = [
    ...routeResources(routes, { limits, bodyBytes: options.bodyBytes, proxies }),
    ...docResources(createOpenApi(routes, options.version)),
  ];
  const table = new PathTable(resources.map(resource => [resource.path, resource] as const));
  const permission = crossOrigin(options.allowedOrigins, proxies);
  const inFlight = new InFlight(options.maxInFlight, metrics);
  const record = requestLog(logger, metrics);
  const toProblem = problemAnswer(logger);

  async function respond(visit: Visit): Promise<Answer> {
    const found = table.find(visit.path);
    if (found === undefined) throw nothingAt(visit.path);
    visit.route = found.value.path;
    return respondTo(found.value, visit.req.method ?? '')(visit, found.params);
  }

  return (req, res) => {
    // Ahead of the log: probes come every few seconds.
    if (options.ops(req, res)) return;
    const visit = openVisit(req);
    const permitted = permission(req);
    let entered = false;
    res.once('close', () => {
      if (entered) inFlight.leave();
      record(visit, res);
    });

    const run = async (): Promise<Answer> => {
      if (permitted?.preflight) return permitted.preflight;
      try {
        inFlight.enter();
        entered = true;
        return await respond(visit);
      } catch (error) {
        return toProblem(error, visit);
      }
    };
    run()
      .then(answer => send(res, visit.requestId, answer, permitted?.headers))
      .catch(error => {
        // Half an answer cannot be taken back: cutting it is how the caller learns.
        logger.error({ requestId: visit.requestId, err: error }, 'an answer could not be sent');
        res.destroy();
      });
  };
}

function nothingAt(path: string): ParleyError {
  return new ParleyError('not_found', 'There is nothing here; /docs says what there is.', {
    field: 'path',
    value: path.slice(0, 200),
  });
}
