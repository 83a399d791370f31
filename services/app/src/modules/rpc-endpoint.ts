import type { ServiceName } from '@parley/registry';
import { type RpcService, startRpcServer } from '@parley/rpc';
import type { Platform } from '../platform.ts';
import { advertisedAddress } from './address.ts';
import { explainTakenPort } from './taken-port.ts';

/**
 * Serves gRPC and registers it under `instanceId`. Backwards: out of the registry first, so that nobody
 * new comes; then those who are there are served until they are done. Resolves to the address.
 */
export async function openRpcEndpoint(
  platform: Platform,
  service: Extract<ServiceName, 'logic' | 'connect'>,
  instanceId: string,
  services: readonly RpcService[],
): Promise<string> {
  const { rpcHost: host, rpcPort, advertise } = platform.config[service];
  const { credentials, logger } = platform;
  const server = await explainTakenPort(`${service}.rpcPort`, rpcPort, () =>
    startRpcServer({ host, port: rpcPort, credentials, services, logger }),
  );
  platform.lifecycle.onClose(`${service} gRPC`, () => server.close(platform.config.shutdownMs / 2));
  const address = advertisedAddress(advertise, host, server.port);
  const registry = await platform.registry();
  const registration = await registry.register({ service, instanceId, address, meta: {} });
  platform.lifecycle.onClose(`${service} registration`, async () => {
    await registration.close();
    server.setServing(false);
  });
  return address;
}
