import { createLogic } from '@parley/logic';
import { nanoid } from 'nanoid';
import { assignmentOf } from '../compat/assignment.ts';
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
  platform.lifecycle.onClose('ids', () => ids.close());
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
      refreshGraceMs: config.auth.refreshGraceMs,
      opaqueTtlMs: config.auth.opaqueTtlMs,
      registration: config.auth.registration,
      guests: assignmentOf(config) !== 'off',
      passwordMinChars: config.auth.passwordMinChars,
      partitions: config.queue.partitions,
      maxWaitingDrafts: config.logic.maxWaitingDrafts,
      receiptMembers: config.logic.receiptMembers,
      // SQLite has one writer, and it is the quicker the more it gets at once.
      ...(config.store.kind === 'sqlite'
        ? { appendLanes: 1, appendsAhead: 1, maxBatchDrafts: 1_024 }
        : { appendLanes: config.logic.appendLanes }),
    },
  });
  platform.lifecycle.onClose('logic', () => logic.close());
  await logic.start();
  if (config.demo) await logic.seedDemo();
  platform.addCheck('store', () => store.ping().then(() => true));
  const endpoints = await openRpcEndpoint(platform, 'logic', `l-${nanoid(10)}`, logic.rpc);
  return [...endpoints, ...(await openOpsServer(platform, 'logic'))];
};
