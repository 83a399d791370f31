import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { Logger } from '@parley/core';
import type { LogicGateway } from '@parley/rpc';
import type { Registry } from 'prom-client';
import { createApp } from './http/create-app.ts';
import { createApiMetrics } from './metrics.ts';
import { type ApiOptions, resolveOptions } from './options.ts';

/** Longer than balancers keep idle connections, so that they never use one that is being closed. */
const KEEP_ALIVE_MS = 65_000;
/** A whole request has to have come by then; nobody holds a connection by sending slowly. */
const REQUEST_MS = 30_000;
/** How soon a connection is closed after its last answer while the server closes. */
const SWEEP_MS = 25;

/** What api needs; it closes none of it. */
export interface ApiDependencies {
  logic: Pick<LogicGateway, 'unary' | 'exchange' | 'load'>;
  logger: Logger;
  metrics: Registry;
  options?: Partial<ApiOptions>;
}

/** The REST interface. */
export interface ApiService {
  /** Rejects when the port cannot be had (EADDRINUSE, EACCES). */
  listen(): Promise<{ port: number }>;
  /** Takes no more, finishes what is in hand for `closeGraceMs`, cuts the rest. Safe to call twice. */
  close(): Promise<void>;
}

/** @throws ParleyError `invalid_request` for an option that makes no sense. */
export function createApi({ logic, logger, ...rest }: ApiDependencies): ApiService {
  const options = resolveOptions(rest.options ?? {});
  const metrics = createApiMetrics(rest.metrics, logic.load);
  const server = createServer(
    { keepAliveTimeout: KEEP_ALIVE_MS, requestTimeout: REQUEST_MS },
    createApp({ logic, logger, metrics, options }),
  );
  let closing: Promise<void> | undefined;
  return {
    async listen() {
      const { host, reusePort } = options;
      server.listen({ host, port: options.port, reusePort });
      await once(server, 'listening');
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : options.port;
      logger.info({ host, port }, 'api listens');
      return { port };
    },
    close() {
      closing ??= shutDown(server, options.closeGraceMs);
      return closing;
    },
  };
}

async function shutDown(server: Server, graceMs: number): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  // A connection that is kept alive is idle only after its answer.
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
  const cut = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearInterval(sweep);
  clearTimeout(cut);
}
