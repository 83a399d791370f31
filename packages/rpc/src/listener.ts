import { createServer, type Socket } from 'node:net';

/** A listening TCP socket and the connections that it has accepted. */
export interface Listener {
  port: number;
  /** Takes no more connections. Resolves when the last one has ended. */
  stop(): Promise<void>;
  /** Ends the connections whatever is in hand. */
  destroyConnections(): void;
}

/**
 * Listens by ourselves, because grpc-js asks a peer to hang up and waits: a frozen peer, or one that
 * never said a word, would keep a closing server for ever.
 * @throws Error when the address cannot be bound.
 */
export async function listen(
  host: string,
  port: number,
  accept: (socket: Socket) => void,
): Promise<Listener> {
  const connections = new Set<Socket>();
  const server = createServer(socket => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
    accept(socket);
  });
  const bound = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
  return {
    port: bound,
    stop: () => new Promise(resolve => server.close(() => resolve())),
    destroyConnections: () => {
      for (const socket of connections) socket.destroy();
    },
  };
}
