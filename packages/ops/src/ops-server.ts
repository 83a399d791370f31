import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type OpsOptions, opsHandler } from './ops-handler.ts';

export interface OpsServerOptions extends OpsOptions {
  host: string;
  /** 0 takes a free one. */
  port: number;
}

export interface OpsServer {
  /** The port that it listens on. */
  port: number;
  close(): Promise<void>;
}

/**
 * An HTTP server with nothing but the pages of `opsHandler`, for a tier that has no other.
 * @throws Error when the address cannot be bound.
 */
export async function startOpsServer(options: OpsServerOptions): Promise<OpsServer> {
  const handler = opsHandler(options);
  const server = createServer((req, res) => {
    if (!handler(req, res)) res.writeHead(404).end();
  });
  await listen(server, options.host, options.port);
  let closed: Promise<void> | undefined;
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      closed ??= shut(server);
      return closed;
    },
  };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function shut(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
