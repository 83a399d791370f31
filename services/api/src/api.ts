import type { Logger } from '@parley/core';
import type { LogicGateway } from '@parley/rpc';
import type { FastifyInstance } from 'fastify';
import type { Registry } from 'prom-client';
import { createApp } from './http/create-app.ts';
import { createApiMetrics } from './metrics.ts';
import { type ApiOptions, resolveOptions } from './options.ts';

/** How soon a connection is closed after its last answer while the server closes. */
const SWEEP_MS = 25;

/** What api needs; it closes none of it. */
export interface ApiDependencies {
  logic: Pick<LogicGateway, 'unary' | 'exchange' | 'ask' | 'load'>;
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
  const app = createApp({ logic, logger, metrics, options });
  let closing: Promise<void> | undefined;
  return {
    async listen() {
      const { host, port: wanted, reusePort } = options;
      // Known to Node, not to fastify's types.
      const where = { host, port: wanted, reusePort };
      await app.listen(where);
      const address = app.server.address();
      const port = typeof address === 'object' && address !== null ? address.port : wanted;
      logger.info({ host, port }, 'api listens');
      return { port };
    },
    close() {
      closing ??= shutDown(app, options.closeGraceMs);
      return closing;
    },
  };
}

async function shutDown(app: FastifyInstance, graceMs: number): Promise<void> {
  // A connection that is kept alive is idle only after its answer.
  const sweep = setInterval(() => app.server.closeIdleConnections(), SWEEP_MS);
  const cut = setTimeout(() => app.server.closeAllConnections(), graceMs);
  await app.close();
  clearInterval(sweep);
  clearTimeout(cut);
}
