import { createServer, type IncomingMessage, STATUS_CODES } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { OpsHandler } from '@parley/ops';
import { CONNECT_PATH } from '@parley/wire';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import type { Channel } from '../channel/channel.ts';
import { ClientSocket } from './client-socket.ts';
import { isAllowedOrigin } from './origin.ts';

export interface SocketServerOptions {
  host: string;
  port: number;
  reusePort: boolean;
  allowedOrigins: readonly string[];
  /** A larger frame is closed with 1009. */
  frameBytes: number;
  closeGraceMs: number;
  /** Answers requests that want no socket; false for those that are not its own. */
  ops: OpsHandler;
  /** Whether one more socket is taken now; asked at each upgrade. */
  isOpen: () => boolean;
  /** A new socket; the channel that it belongs to from now on. */
  accept: (socket: ClientSocket) => Channel;
  receive: (channel: Channel, data: RawData, isBinary: boolean) => void;
  /** Nothing of the socket is left. */
  gone: (channel: Channel) => void;
}

export interface SocketServer {
  /** @throws Error when the address cannot be bound. */
  listen(): Promise<{ port: number }>;
  /** Takes no more and ends what is no socket; those are not touched. */
  close(): Promise<void>;
}

/** WebSockets on CONNECT_PATH, plain requests for `ops` beside them. */
export function createSocketServer(options: SocketServerOptions): SocketServer {
  const { allowedOrigins, ops, isOpen, accept, receive, gone } = options;
  const handshakes = new WebSocketServer<typeof ClientSocket>(webSocketOptions(options));

  // One set of handlers for all sockets; `this` is the socket.
  function onMessage(this: WebSocket, data: RawData, isBinary: boolean): void {
    const channel = channelOf(this);
    if (channel !== undefined) receive(channel, data, isBinary);
  }
  function onPingOrPong(this: WebSocket): void {
    const channel = channelOf(this);
    if (channel !== undefined) channel.heardAtMs = performance.now();
  }
  function onClose(this: WebSocket, code: number): void {
    const channel = channelOf(this);
    if (channel === undefined) return;
    channel.lost(code);
    gone(channel);
  }
  // ws closes the socket by itself: with 1009 for a frame too large, 1007 for bad UTF-8, 1002 else.
  function onError(this: WebSocket, error: Error & { code?: string }): void {
    channelOf(this)?.lost(CODES[error.code ?? ''] ?? 1006);
  }

  const server = createServer((req, res) => {
    if (ops(req, res)) return;
    const status = pathOf(req) === CONNECT_PATH ? 426 : 404;
    res.writeHead(status, { 'content-type': 'text/plain' }).end(`${STATUS_CODES[status]}\n`);
  });

  server.on('upgrade', (req: IncomingMessage, raw: Duplex, head: Buffer) => {
    if (pathOf(req) !== CONNECT_PATH) return refuse(raw, 404);
    const { origin, host } = req.headers;
    if (!isAllowedOrigin(origin, host, allowedOrigins)) return refuse(raw, 403);
    if (!isOpen()) return refuse(raw, 503);
    handshakes.handleUpgrade(req, raw, head, socket => {
      socket.attach(raw, accept(socket));
      socket.on('message', onMessage);
      socket.on('ping', onPingOrPong);
      socket.on('pong', onPingOrPong);
      socket.on('close', onClose);
      socket.on('error', onError);
    });
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

function channelOf(socket: WebSocket): Channel | undefined {
  return socket instanceof ClientSocket ? socket.channel : undefined;
}

const CODES: Readonly<Record<string, number>> = {
  WS_ERR_UNSUPPORTED_MESSAGE_LENGTH: 1009,
  WS_ERR_INVALID_UTF8: 1007,
  WS_ERR_INVALID_OPCODE: 1002,
  WS_ERR_EXPECTED_MASK: 1002,
  WS_ERR_EXPECTED_FIN: 1002,
  WS_ERR_UNEXPECTED_RSV_1: 1002,
  WS_ERR_UNEXPECTED_RSV_2_3: 1002,
};

// closeTimeout is newer than the types that are published for ws.
function webSocketOptions({ frameBytes, closeGraceMs }: SocketServerOptions) {
  return {
    noServer: true,
    WebSocket: ClientSocket,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: frameBytes,
    closeTimeout: closeGraceMs,
  };
}

function pathOf({ url = '' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? '';
}

/** Answers an upgrade that is not going to happen. */
function refuse(raw: Duplex, status: 403 | 404 | 503): void {
  const text = `${STATUS_CODES[status]}\n`;
  raw.on('error', () => raw.destroy());
  raw.once('finish', () => raw.destroy());
  raw.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n` +
      'Connection: close\r\nContent-Type: text/plain\r\n' +
      `${status === 503 ? 'Retry-After: 1\r\n' : ''}Content-Length: ${text.length}\r\n\r\n${text}`,
  );
}
