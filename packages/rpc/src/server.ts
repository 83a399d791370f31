import { Server, type ServiceDefinition, type UntypedServiceImplementation } from '@grpc/grpc-js';
import { ReflectionService } from '@grpc/reflection';
import { packageDefinition } from '@parley/contracts';
import type { Logger } from '@parley/core';
import { HealthImplementation } from 'grpc-health-check';
import { authenticate } from './authenticate.ts';
import { checkCredentials, serverCredentials, type TierCredentials } from './credentials.ts';
import { createStreamEnder } from './end-streams.ts';
import { widenServerWindows } from './flow-window.ts';
import { TRANSPORT_OPTIONS } from './limits.ts';
import { type Listener, listen } from './listener.ts';

/** One gRPC service and who carries it out. */
export interface RpcService {
  definition: ServiceDefinition;
  handlers: UntypedServiceImplementation;
}

export interface RpcServerOptions {
  host: string;
  /** 0 takes a free one. */
  port: number;
  credentials: TierCredentials;
  services: readonly RpcService[];
  logger: Logger;
}

/** A listening gRPC server with health checking (grpc.health.v1) and reflection. */
export interface RpcServer {
  /** The port that it listens on. */
  port: number;
  /** What health answers; set to false before draining. */
  setServing(serving: boolean): void;
  /** Lets calls in hand finish for `graceMs`, then ends what is left. */
  close(graceMs: number): Promise<void>;
}

/**
 * Starts a server for the other tiers. Every call needs the credentials, health alone is open (under
 * mutual TLS not even health). Messages are at most 64 MiB; dead connections are found by
 * keepalive (see `limits.ts`).
 * @throws ParleyError `invalid_request` for a secret that cannot be sent.
 * @throws Error when the address cannot be bound.
 */
export async function startRpcServer(options: RpcServerOptions): Promise<RpcServer> {
  const { host, credentials, services, logger } = options;
  checkCredentials(credentials);
  const streams = createStreamEnder();
  const server = new Server({
    ...TRANSPORT_OPTIONS,
    // The first is the nearest to the wire.
    interceptors: [authenticate(credentials), streams.interceptor],
  });
  for (const service of services) server.addService(service.definition, service.handlers);

  const names = services.map(service => serviceName(service.definition));
  const health = new HealthImplementation();
  const setServing = (serving: boolean) => {
    for (const name of ['', ...names]) health.setStatus(name, serving ? 'SERVING' : 'NOT_SERVING');
  };
  health.addToServer(server);
  new ReflectionService(packageDefinition, { services: names }).addToServer(server);

  const stopWidening = widenServerWindows();
  const injector = server.createConnectionInjector(serverCredentials(credentials));
  const listener = await listen(host, options.port, socket => injector.injectConnection(socket));
  const { port } = listener;
  setServing(true);
  logger.info({ host, port, services: names }, 'rpc server listens');

  let closed: Promise<void> | undefined;
  return {
    port,
    setServing,
    close: graceMs => {
      setServing(false);
      streams.endAll();
      closed ??= shutDown(server, listener, graceMs).finally(stopWidening);
      return closed;
    },
  };
}

/** Asks the clients to go, and makes them after `graceMs`. */
async function shutDown(server: Server, listener: Listener, graceMs: number): Promise<void> {
  const force = setTimeout(() => {
    server.forceShutdown();
    listener.destroyConnections();
  }, graceMs);
  const stopped = listener.stop();
  server.tryShutdown(() => {});
  await stopped;
  clearTimeout(force);
}

/** `parley.v1.Logic` from the path `/parley.v1.Logic/Send` of any of its methods. */
function serviceName(definition: ServiceDefinition): string {
  const [method] = Object.values(definition);
  return method?.path.split('/')[1] ?? '';
}
