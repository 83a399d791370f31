import type { Dispatch } from '@parley/contracts';
import { silentLogger } from '@parley/core';
import { createMemoryRegistry } from '@parley/registry/memory';
import { createConnectGateway, startRpcServer } from '@parley/rpc';
import { DEFAULT_LIMITS, type Limits } from '@parley/wire';
import { Registry } from 'prom-client';
import type { ClientOptions } from 'ws';
import { type ConnectSettings, createConnect } from '../src/index.ts';

import { TcpClient, type TcpName } from './tcp-client.ts';
import { TestClient } from './test-client.ts';
import { UnaryLogic } from './unary-logic.ts';

const SERVER_ID = 'c-test';
const credentials = { kind: 'secret', secret: 'between-the-tiers' } as const;

type TestSettings = Omit<Partial<ConnectSettings>, 'limits'> & { limits?: Partial<Limits> };

/** A connect node over real sockets and real gRPC, with logic in memory. */
export async function startNode(settings: TestSettings = {}) {
  const logic = new UnaryLogic();
  const metrics = new Registry();
  const logger = silentLogger;
  const service = createConnect({
    logic,
    logger,
    metrics,
    options: {
      serverId: SERVER_ID,
      port: 0,
      lingerMs: 20,
      drainMs: 200,
      closeGraceMs: 500,
      ...settings,
      limits: { ...DEFAULT_LIMITS, ...settings.limits },
    },
  });
  const rpc = await startRpcServer({
    host: '127.0.0.1',
    port: 0,
    credentials,
    services: service.rpc,
    logger,
  });
  const registry = createMemoryRegistry();
  const address = `127.0.0.1:${rpc.port}`;
  await registry.register({ service: 'connect', instanceId: SERVER_ID, address, meta: {} });
  const gateway = await createConnectGateway({ registry, credentials, logger });
  const { port } = await service.listen();
  const { port: tcpPort } = await service.listenTcp(0);
  const clients: (TestClient | TcpClient)[] = [];

  const push = async (...dispatches: Dispatch[]) =>
    (await gateway.push(SERVER_ID, dispatches)).deliveries;
  logic.dispatch = dispatches => {
    push(...dispatches).catch(() => {});
  };

  return {
    logic,
    service,
    port,
    tcpPort,
    /** As task pushes: resolves to how many sockets were reached. */
    push,
    connect: async (options?: ClientOptions) => {
      const client = await TestClient.connect(port, options);
      clients.push(client);
      return client;
    },
    connectTcp: async (name: TcpName) => {
      const client = await TcpClient.connect(tcpPort, name);
      clients.push(client);
      return client;
    },
    /** The value of a metric, of one label value if given. */
    async metric(name: string, code?: string): Promise<number> {
      const found = (await metrics.getMetricsAsJSON()).find(one => one.name.endsWith(name));
      const values = found?.values ?? [];
      return values.find(({ labels }) => labels.code === code)?.value ?? 0;
    },
    async close() {
      for (const client of clients) client.terminate();
      await service.close();
      await gateway.close();
      await rpc.close(0);
      await registry.close();
    },
  };
}

export type TestNode = Awaited<ReturnType<typeof startNode>>;
