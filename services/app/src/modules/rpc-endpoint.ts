import type { ServiceName } from '@parley/registry';
import { type RpcService, startRpcServer } from '@parley/rpc';
import type { Platform } from '../platform.ts';
import { advertisedAddress } from './address.ts';
import { explainTakenPort } from './taken-port.ts';

/** A service's gRPC server that the other tiers know of. */
export interface RpcEndpoint {
  address: string;
  /** Takes it out of the registry, so that nobody new comes; those who are there are still served. */
  withdraw(): Promise<void>;
  close(): Promise<void>;
}

/** Serves gRPC and registers it under `instanceId`. */
export async function openRpcEndpoint(
  platform: Platform,
  service: Extract<ServiceName, 'logic' | 'connect'>,
  instanceId: string,
  services: readonly RpcService[],
): Promise<RpcEndpoint> {
  const { rpcHost: host, rpcPort, advertise } = platform.config[service];
  const { credentials, logger } = platform;
  const server = await explainTakenPort(`${service}.rpcPort`, rpcPort, () =>
    startRpcServer({ host, port: rpcPort, credentials, services, logger }),
  );
  const address = advertisedAddress(advertise, host, server.port);
  const registry = await platform.registry();
  const registration = await registry.register({ service, instanceId, address, meta: {} });
  return {
    address,
    withdraw: async () => {
      await registration.close();
      server.setServing(false);
    },
    close: () => server.close(platform.config.shutdownMs),
  };
}
