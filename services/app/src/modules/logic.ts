import { createLogic } from '@parley/logic';
import { nanoid } from 'nanoid';
import { jwtSecrets } from '../secrets.ts';
import { openIds } from './ids.ts';
import type { StartModule } from './module.ts';
import { openOpsServer } from './ops-server.ts';
import { openRpcEndpoint } from './rpc-endpoint.ts';

export const startLogic: StartModule = async platform => {
  const { config, logger, metrics } = platform;
  const [registry, store, queue, sessionStore] = await Promise.all([
    platform.registry(),
    platform.store(),
    platform.queue(),
    platform.sessionStore(),
  ]);
  const ids = await openIds(registry, logger);
  const logic = createLogic({
    store,
    queue,
    sessionStore,
    nextId: () => ids.nextId(),
    logger: logger.child({ module: 'logic' }),
    metrics,
    options: {
      jwtSecrets: jwtSecrets(config),
      accessTtlMs: config.auth.accessTtlMs,
      refreshTtlMs: config.auth.refreshTtlMs,
      registration: config.auth.registration,
      passwordMinChars: config.auth.passwordMinChars,
      partitions: config.queue.partitions,
      appendLanes: config.store.kind === 'sqlite' ? 1 : config.logic.appendLanes,
    },
  });
  await logic.start();
  if (config.demo) await logic.seedDemo();
  platform.addCheck('store', () => store.ping().then(() => true));
  const endpoint = await openRpcEndpoint(platform, 'logic', `l-${nanoid(10)}`, logic.rpc);
  const ops = await openOpsServer(platform, 'logic');
  return {
    endpoints: [{ name: 'logic (gRPC)', url: endpoint.address }, ...ops.endpoints],
    stop: async () => {
      await endpoint.withdraw();
      await endpoint.close();
      await logic.close();
      await ids.close();
      await ops.stop();
    },
  };
};
