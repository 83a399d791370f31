import type { ServiceName } from '@parley/registry';
import { type LocalTransport, type RpcService, startRpcServer } from '@parley/rpc';
import type { Platform } from '../platform.ts';
import { advertisedAddress } from './address.ts';
import type { Endpoint } from './module.ts';
import { explainTakenPort } from './taken-port.ts';

type Tier = Extract<ServiceName, 'logic' | 'connect'>;

/** What is served, and where. */
interface Serving {
  address: string;
  /** Where a person can reach it. */
  endpoints: readonly Endpoint[];
  stopServing(): void;
  close(graceMs: number): Promise<void>;
}

/**
 * Serves a tier and registers it under `instanceId`. Backwards: out of the registry first, so that
 * nobody new comes; then those who are there are served until they are done.
 */
export async function openRpcEndpoint(
  platform: Platform,
  service: Tier,
  instanceId: string,
  services: readonly RpcService[],
): Promise<readonly Endpoint[]> {
  const { config, lifecycle, local } = platform;
  const serving = local ? serveHere(local, services) : await serveGrpc(platform, service, services);
  lifecycle.onClose(`${service} calls`, () => serving.close(config.shutdownMs / 2));
  const registry = await platform.registry();
  const { address } = serving;
  const registration = await registry.register({ service, instanceId, address, meta: {} });
  lifecycle.onClose(`${service} registration`, async () => {
    await registration.close();
    serving.stopServing();
  });
  return serving.endpoints;
}

/** Nobody outside of this process can find it, so no port is opened. */
function serveHere(local: LocalTransport, services: readonly RpcService[]): Serving {
  return { ...local.serve(services), endpoints: [], stopServing: () => {} };
}

async function serveGrpc(
  { config, credentials, logger }: Platform,
  service: Tier,
  services: readonly RpcService[],
): Promise<Serving> {
  const { rpcHost: host, rpcPort, advertise } = config[service];
  const server = await explainTakenPort(`${service}.rpcPort`, rpcPort, () =>
    startRpcServer({ host, port: rpcPort, credentials, services, logger }),
  );
  const address = advertisedAddress(advertise, host, server.port);
  return {
    address,
    endpoints: [{ name: `${service} (gRPC)`, url: address }],
    stopServing: () => server.setServing(false),
    close: graceMs => server.close(graceMs),
  };
}
