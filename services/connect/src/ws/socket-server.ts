import { createServer, type IncomingMessage, STATUS_CODES } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { OpsHandler } from '@parley/ops';
import { CONNECT_PATH } from '@parley/wire';
import { ClientSocket, type SocketHost } from '../websocket/client-socket.ts';
import { handshakeAnswer, handshakeFault, refuseHandshake } from '../websocket/upgrade.ts';
import { isAllowedOrigin } from './origin.ts';

export interface SocketServerOptions<Owner> {
  host: string;
  port: number;
  reusePort: boolean;
  allowedOrigins: readonly string[];
  /** Answers requests that want no socket; false for those that are not its own. */
  ops: OpsHandler;
  /** Whether one more socket is taken now; asked at each upgrade. */
  isOpen: () => boolean;
  sockets: SocketHost<Owner>;
}

export interface SocketServer {
  /** @throws Error when the address cannot be bound. */
  listen(): Promise<{ port: number }>;
  /** Takes no more and ends what is no socket; those are not touched. */
  close(): Promise<void>;
}

/** WebSockets on CONNECT_PATH, plain requests for `ops` beside them. */
export function createSocketServer<Owner>(options: SocketServerOptions<Owner>): SocketServer {
  const { allowedOrigins, ops, isOpen, sockets } = options;

  const server = createServer((req, res) => {
    if (ops(req, res)) return;
    const status = pathOf(req) === CONNECT_PATH ? 426 : 404;
    res.writeHead(status, { 'content-type': 'text/plain' }).end(`${STATUS_CODES[status]}\n`);
  });

  server.on('upgrade', (req: IncomingMessage, raw: Duplex, head: Buffer) => {
    if (pathOf(req) !== CONNECT_PATH) return refuseHandshake(raw, 404);
    const fault = handshakeFault(req);
    if (fault !== undefined) return refuseHandshake(raw, fault);
    const { origin, host } = req.headers;
    if (!isAllowedOrigin(origin, host, allowedOrigins)) return refuseHandshake(raw, 403);
    if (!isOpen()) return refuseHandshake(raw, 503);
    raw.write(handshakeAnswer(req));
    const socket = new ClientSocket(raw, sockets);
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
