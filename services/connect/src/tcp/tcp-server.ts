import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { FirstBytes } from './first-bytes.ts';
import type { TcpProtocol } from './tcp-protocol.ts';

/** So many connections may not have said yet what they speak; the oldest makes room. */
const MAX_UNDECIDED = 1_024;

/** After so long without a byte the system asks whether the peer is there, in ms. */
const KEEPALIVE_MS = 60_000;

export interface TcpServerOptions {
  host: string;
  reusePort: boolean;
  /** The first one answers those who speak none of them. */
  protocols: readonly [TcpProtocol, ...TcpProtocol[]];
  /** Whether one more connection is taken now; asked when it has said what it speaks. */
  isOpen: () => boolean;
  /** How long the first bytes may take, in ms. */
  firstBytesMs: number;
  closeGraceMs: number;
  /** Told the code of each connection that was refused. */
  refused: (code: number) => void;
}

/** TCP on any number of ports; the first two bytes of a connection choose what is spoken on it. */
export class TcpServer {
  private readonly options: TcpServerOptions;
  private readonly protocols: ReadonlyMap<string, TcpProtocol>;
  private readonly servers = new Set<Server>();
  private readonly undecided = new Set<FirstBytes>();
  private readonly ending: Promise<void>[] = [];

  constructor(options: TcpServerOptions) {
    this.options = options;
    this.protocols = new Map(options.protocols.map(one => [one.framing.name, one]));
  }

  /** Opens one more port; 0 takes a free one. @throws Error when the address cannot be bound. */
  async listen(port: number): Promise<{ port: number }> {
    const { host, reusePort } = this.options;
    const server = createServer(
      {
        allowHalfOpen: true,
        noDelay: true,
        keepAlive: true,
        keepAliveInitialDelay: KEEPALIVE_MS,
      },
      raw => this.accept(raw),
    );
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host, port, reusePort }, () => {
        server.off('error', reject);
        resolve();
      });
    });
    // One that cannot be accepted, because files have run out, is no reason to end.
    server.on('error', () => {});
    this.servers.add(server);
    return { port: (server.address() as AddressInfo).port };
  }

  /** Takes no more. Those who are connected stay. */
  stop(): void {
    for (const server of this.servers) {
      this.ending.push(new Promise(resolve => server.close(() => resolve())));
    }
    this.servers.clear();
  }

  /** Takes no more and ends who has not said yet what it speaks; resolves when no connection is left. */
  async close(): Promise<void> {
    this.stop();
    for (const one of this.undecided) one.drop('going_away');
    await Promise.all(this.ending);
  }

  private accept(raw: Socket): void {
    const { options, protocols, undecided } = this;
    const [usual] = options.protocols;
    const left = (one: FirstBytes) => void undecided.delete(one);
    undecided.add(new FirstBytes(raw, { ...options, protocols, usual, left }));
    if (undecided.size <= MAX_UNDECIDED) return;
    const [oldest] = undecided;
    oldest?.drop('handshake_timeout');
    if (oldest !== undefined) undecided.delete(oldest);
  }
}
