import { createLogicGateway, type LogicGateway } from '@parley/rpc';
import type { Platform } from '../platform.ts';

/** logic as api and connect reach it. */
export async function openLogicGateway(platform: Platform): Promise<LogicGateway> {
  const registry = await platform.registry();
  const { credentials, local, logger } = platform;
  const gateway = await createLogicGateway({ registry, credentials, local, logger });
  platform.lifecycle.onClose('logic gateway', () => gateway.close());
  platform.addCheck('logic', () => gateway.ready());
  return gateway;
}
