import type { Logger } from '@parley/core';
import type { LogicGateway } from '@parley/rpc';
import { CONNECT_PATH } from '@parley/wire';
import type { Gate } from './channel/gate.ts';
import { foreignProtocols } from './compat/foreign-protocols.ts';
import type { ConnectOptions } from './options.ts';
import { nativeTcp } from './tcp/native-tcp.ts';
import { TcpServer } from './tcp/tcp-server.ts';
import { createDirectWrite, writeToStream } from './websocket/direct-write.ts';
import { nativeSockets } from './ws/native-sockets.ts';
import { createSocketServer, socketPath } from './ws/socket-server.ts';

interface Ports {
  gate: Gate;
  logic: Pick<LogicGateway, 'unary'>;
  logger: Logger;
  options: ConnectOptions;
  /** Told the code of each TCP connection that never became a channel. */
  refused: (code: number) => void;
}

/** Where connections come in, on whatever carries them. */
export interface Doors {
  /** @throws Error when the address cannot be bound. */
  listen(): Promise<{ port: number }>;
  /** One more port for TCP; 0 takes a free one. @throws Error when the address cannot be bound. */
  listenTcp(port: number): Promise<{ port: number }>;
  /** Takes no more TCP connections; those who want a WebSocket are answered by the gate. */
  stop(): void;
  /** Takes no more of any kind; resolves when no connection is left. */
  close(): Promise<void>;
}

export function createDoors({ gate, logic, logger, options, refused }: Ports): Doors {
  const { limits, closeGraceMs, allowedOrigins } = options;
  const { isOpen } = gate;
  const writeBytes = options.directWrites ? createDirectWrite() : writeToStream;
  const traits = { maxMessageBytes: limits.frameBytes, closeGraceMs, writeBytes };
  const foreign = options.gochat
    ? foreignProtocols({ gate, logic, logger }, traits, options.gochatPingMs)
    : { paths: [], tcp: [] };
  const sockets = createSocketServer({
    ...options,
    isOpen,
    paths: new Map([
      [CONNECT_PATH, socketPath(allowedOrigins, nativeSockets(gate, traits))],
      ...foreign.paths,
    ]),
  });
  const tcp = new TcpServer({
    ...options,
    isOpen,
    protocols: [nativeTcp(gate, limits.frameBytes, traits), ...foreign.tcp],
    firstBytesMs: limits.helloTimeoutMs,
    refused,
  });
  return {
    listen: () => sockets.listen(),
    listenTcp: port => tcp.listen(port),
    stop: () => tcp.stop(),
    async close() {
      await Promise.all([sockets.close(), tcp.close()]);
    },
  };
}
