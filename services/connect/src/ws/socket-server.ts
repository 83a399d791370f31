import { createServer, type IncomingMessage, STATUS_CODES } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { OpsHandler } from '@parley/ops';
import { ClientSocket, type SocketHost } from '../websocket/client-socket.ts';
import { handshakeAnswer, handshakeFault, refuseHandshake } from '../websocket/upgrade.ts';
import { isAllowedOrigin } from './origin.ts';

/** What is spoken on one path. */
export interface SocketPath {
  /** Origins of pages on other hosts that may connect; see `ConnectOptions`. */
  allowedOrigins: readonly string[];
  /** Takes a socket that has just been upgraded; what comes right behind the request is read by the result. */
  accept(raw: Duplex): { read(chunk: Buffer): void };
}

export function socketPath<Owner>(
  allowedOrigins: readonly string[],
  host: SocketHost<Owner>,
): SocketPath {
  return { allowedOrigins, accept: raw => new ClientSocket(raw, host) };
}

export interface SocketServerOptions {
  host: string;
  port: number;
  reusePort: boolean;
  /** Answers requests that want no socket; false for those that are not its own. */
  ops: OpsHandler;
  /** Whether one more socket is taken now; asked at each upgrade. */
  isOpen: () => boolean;
  /** By the path of the request. */
  paths: ReadonlyMap<string, SocketPath>;
}

export interface SocketServer {
  /** @throws Error when the address cannot be bound. */
  listen(): Promise<{ port: number }>;
  /** Takes no more and ends what is no socket; those are not touched. */
  close(): Promise<void>;
}

/** WebSockets on some paths, plain requests for `ops` beside them. */
export function createSocketServer(options: SocketServerOptions): SocketServer {
  const { ops, isOpen, paths } = options;

  const server = createServer((req, res) => {
    if (ops(req, res)) return;
    const status = paths.has(pathOf(req)) ? 426 : 404;
    res.writeHead(status, { 'content-type': 'text/plain' }).end(`${STATUS_CODES[status]}\n`);
  });

  server.on('upgrade', (req: IncomingMessage, raw: Duplex, head: Buffer) => {
    const path = paths.get(pathOf(req));
    if (path === undefined) return refuseHandshake(raw, 404);
    const fault = handshakeFault(req);
    if (fault !== undefined) return refuseHandshake(raw, fault);
    const { origin, host } = req.headers;
    if (!isAllowedOrigin(origin, host, path.allowedOrigins)) return refuseHandshake(raw, 403);
    if (!isOpen()) return refuseHandshake(raw, 503);
    raw.write(handshakeAnswer(req));
    const socket = path.accept(raw);
    // What has come right behind the request.
    if (head.length > 0) socket.read(head);
  });

  return {
    listen: () =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        const { host, port, reusePort } = options;
        server.listen({ host, port, reusePort }, () => {
          server.off('error', reject);
          resolve({ port: (server.address() as AddressInfo).port });
        });
      }),
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function pathOf({ url = '' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? '';
}
