import type { UntypedServiceImplementation } from '@grpc/grpc-js';
import { ConnectClient, LogicClient } from '@parley/contracts';
import { silentLogger } from '@parley/core';
import type { ServiceName } from '@parley/registry';
import { type ConnectGatewayOptions, createConnectGateway } from '../create-connect-gateway.ts';
import { createLogicGateway, type LogicGatewayOptions } from '../create-logic-gateway.ts';
import type { TierCredentials } from '../credentials.ts';
import type { LocalTransport } from '../local-transport.ts';
import { type RpcServer, startRpcServer } from '../server.ts';
import { createTestRegistry } from './registry.ts';

export const SECRET: TierCredentials = { kind: 'secret', secret: 'between-the-tiers' };

const DEFINITIONS = { logic: LogicClient.service, connect: ConnectClient.service };

/** Quick to notice and to come back, so that tests are quick. */
const QUICK = { graceMs: 500, reopen: { firstMs: 10, maxMs: 50, jitter: 0 } };

export type Tiers = ReturnType<typeof createTiers>;

/**
 * Servers, a registry, and gateways; `close` ends them all. Serves on loopback, or with `local` within
 * the process.
 */
export function createTiers(local?: LocalTransport) {
  const registry = createTestRegistry();
  const opened: { close(): Promise<void> }[] = [];
  const keep = <T extends { close(): Promise<void> }>(it: T) => {
    opened.push(it);
    return it;
  };
  const register = async (service: ServiceName, instanceId: string, address: string) => {
    keep(await registry.register({ service, instanceId, address, meta: {} }));
  };
  const announce = (service: ServiceName, instanceId: string, port: number) =>
    register(service, instanceId, `127.0.0.1:${port}`);

  return {
    registry,
    announce,
    /** Starts a server and, unless `hidden`, enters it in the registry. */
    async serve(
      service: 'logic' | 'connect',
      instanceId: string,
      handlers: UntypedServiceImplementation,
      options: { credentials?: TierCredentials; port?: number; hidden?: boolean } = {},
    ): Promise<RpcServer> {
      const services = [{ definition: DEFINITIONS[service], handlers }];
      if (local) {
        const serving = local.serve(services);
        keep({ close: () => serving.close(0) });
        await register(service, instanceId, serving.address);
        const close = (graceMs: number) => serving.close(graceMs);
        return { port: 0, setServing: () => {}, close };
      }
      const server = await startRpcServer({
        host: '127.0.0.1',
        port: options.port ?? 0,
        credentials: options.credentials ?? SECRET,
        services,
        logger: silentLogger,
      });
      keep({ close: () => server.close(0) });
      if (!options.hidden) await announce(service, instanceId, server.port);
      return server;
    },
    logic: async (options: Partial<LogicGatewayOptions> = {}, credentials = SECRET) =>
      keep(
        await createLogicGateway({
          registry,
          credentials,
          local,
          logger: silentLogger,
          options: { ...QUICK, ...options },
        }),
      ),
    connect: async (options: Partial<ConnectGatewayOptions> = {}, credentials = SECRET) =>
      keep(
        await createConnectGateway({
          registry,
          credentials,
          local,
          logger: silentLogger,
          options: { ...QUICK, ...options },
        }),
      ),
    /** Last opened first: clients before their servers. */
    async close() {
      for (const it of opened.splice(0).reverse()) await it.close();
    },
  };
}
