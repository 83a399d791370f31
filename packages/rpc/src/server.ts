import type { ServiceDefinition, UntypedServiceImplementation } from '@grpc/grpc-js';
import type { Logger } from '@parley/core';
import type { TierCredentials } from './credentials.ts';

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
