import { createConnectGateway } from '@parley/rpc';
import { createTask } from '@parley/task';
import { nanoid } from 'nanoid';
import type { StartModule } from './module.ts';
import { openOpsServer } from './ops-server.ts';

export const startTask: StartModule = async platform => {
  const { credentials, local, logger, metrics, config } = platform;
  const [registry, queue, sessionStore] = await Promise.all([
    platform.registry(),
    platform.queue(),
    platform.sessionStore(),
  ]);
  const connect = await createConnectGateway({ registry, credentials, local, logger });
  platform.lifecycle.onClose('connect gateway', () => connect.close());
  const { retryLimit, retryFirstMs, retryFactor, retryMaxMs } = config.task;
  const task = createTask({
    queue,
    sessionStore,
    connect,
    logger: logger.child({ module: 'task' }),
    metrics,
    options: {
      consumerId: `t-${nanoid(10)}`,
      retryLimit,
      retryFirstMs,
      retryFactor,
      retryMaxMs,
      offlineGraceMs: config.presence.offlineGraceMs,
    },
  });
  platform.lifecycle.onClose('task', () => task.close());
  await task.start();
  return await openOpsServer(platform, 'task');
};
