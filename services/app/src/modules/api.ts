import { createApi } from '@parley/api';
import { assignmentOf } from '../compat/assignment.ts';
import { openLogicGateway } from './gateway.ts';
import type { StartModule } from './module.ts';
import { explainTakenPort } from './taken-port.ts';

export const startApi: StartModule = async platform => {
  const { config, logger, metrics, version } = platform;
  const { host, port, allowedOrigins, trustProxy, requestsPerSecond, maxInFlight } = config.api;
  const logic = await openLogicGateway(platform);
  const api = createApi({
    logic,
    logger: logger.child({ module: 'api' }),
    metrics,
    options: {
      host,
      port,
      reusePort: platform.isWorker,
      allowedOrigins,
      trustProxy,
      requestsPerSecond,
      maxInFlight,
      signInsPerMinute: config.auth.signInsPerMinute,
      version,
      gochat: config.compat.gochat,
      assignment: assignmentOf(config),
      assignmentPerSecond: config.compat.assignmentPerSecond,
      ops: platform.ops,
    },
  });
  platform.lifecycle.onClose('api', () => api.close());
  const listening = await explainTakenPort('api.port', port, () => api.listen());
  const url = `http://${host}:${listening.port}`;
  return [
    { name: 'API', url },
    { name: 'API explorer', url: `${url}/docs` },
  ];
};
