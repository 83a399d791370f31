import { connect, createServer, type Server, type Socket } from 'node:net';
import { freePort } from './free-port.ts';
import { OneWay, resetSocket } from './one-way.ts';

export type Direction = 'toServer' | 'toClient';

export interface TcpProxyOptions {
  /** Where connections lead; any `Server` of this package fits. `host` is 127.0.0.1 by default. */
  target: { readonly port: number; readonly host?: string };
}

/** Starts a proxy on loopback that does to connections what networks do. */
export async function startTcpProxy(options: TcpProxyOptions): Promise<TcpProxy> {
  const proxy = new TcpProxy(options, await freePort());
  await proxy.restore();
  return proxy;
}

/**
 * A TCP proxy that can fail on demand. Freezing one direction is an idea of etcd3's tests: the
 * half-dead link is the failure that software notices last.
 */
export class TcpProxy {
  /** Where clients connect, on 127.0.0.1. It stays the same through `cut` and `restore`. */
  readonly port: number;
  /** What is sent from now on arrives this much later, in each direction. */
  delayMs = 0;
  /** How many bytes have been passed on, in both directions. */
  carriedBytes = 0;
  private readonly target: { port: number; host: string };
  private readonly frozen = new Set<Direction>();
  private readonly clients = new Set<Socket>();
  private readonly servers = new Set<Socket>();
  private readonly ways = new Set<OneWay>();
  private readonly stalled = new Set<OneWay>();
  private listener: Server | undefined;

  constructor({ target }: TcpProxyOptions, port: number) {
    this.target = { host: target.host ?? '127.0.0.1', port: target.port };
    this.port = port;
  }

  /** How many client connections are open. */
  get connections(): number {
    return this.clients.size;
  }

  /** How many bytes wait here, because of a delay or because nothing passes. */
  get heldBytes(): number {
    return [...this.ways].reduce((sum, way) => sum + way.heldBytes, 0);
  }

  /** Resets every connection and refuses new ones, until `restore`. */
  async cut(): Promise<void> {
    const { listener } = this;
    this.listener = undefined;
    const sockets = [...this.clients, ...this.servers];
    const closed = sockets.map(socket => new Promise(resolve => socket.once('close', resolve)));
    for (const socket of sockets) resetSocket(socket);
    if (listener) closed.push(new Promise(resolve => listener.close(resolve)));
    await Promise.all(closed);
  }

  /**
   * Lets nothing pass in these directions, while connections stay open and new ones are accepted.
   * Neither end is told. What was sent meanwhile arrives after `restore`.
   */
  freeze(...directions: Direction[]): void {
    for (const direction of directions) this.frozen.add(direction);
  }

  /**
   * The connections that are open now carry nothing any more, as when a firewall on the way has
   * forgotten them. Neither end is told, and new connections work.
   */
  stall(): void {
    for (const way of this.ways) this.stalled.add(way);
  }

  /** Undoes `cut`, `freeze`, `stall` and `delayMs`. */
  async restore(): Promise<void> {
    this.frozen.clear();
    this.stalled.clear();
    this.delayMs = 0;
    for (const way of this.ways) way.flush();
    if (this.listener) return;
    const listener = createServer({ allowHalfOpen: true }, client => this.accept(client));
    this.listener = listener;
    await new Promise<void>((resolve, reject) => {
      listener.once('error', reject);
      listener.listen(this.port, '127.0.0.1', resolve);
    });
  }

  /** Ends every connection and stops listening. Safe to call twice. */
  async close(): Promise<void> {
    await this.cut();
  }

  private accept(client: Socket): void {
    const server = connect({ ...this.target, allowHalfOpen: true });
    track(client, this.clients);
    track(server, this.servers);
    this.carry(client, server, 'toServer');
    this.carry(server, client, 'toClient');
  }

  private carry(from: Socket, to: Socket, direction: Direction): void {
    const way: OneWay = new OneWay(from, to, {
      isFrozen: () => this.frozen.has(direction) || this.stalled.has(way),
      delayMs: () => this.delayMs,
      carried: bytes => {
        this.carriedBytes += bytes;
      },
    });
    this.ways.add(way);
    to.once('close', () => {
      this.ways.delete(way);
      this.stalled.delete(way);
    });
  }
}

function track(socket: Socket, open: Set<Socket>): void {
  socket.setNoDelay(true);
  open.add(socket);
  socket.once('close', () => open.delete(socket));
}
