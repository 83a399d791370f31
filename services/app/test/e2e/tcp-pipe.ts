import { connect, type Socket } from 'node:net';
import { eventually } from '@parley/testing';
import type { Deployment } from '@parley/testing/deployment';

/** The first letters of a frame, and how its length is written: gochat's, and ours. */
const FRAMINGS = {
  v1: {
    headerBytes: 4,
    read: (bytes: Buffer) => bytes.readInt16BE(2),
    write: (bytes: Buffer, length: number) => bytes.writeInt16BE(length, 2),
  },
  p1: {
    headerBytes: 6,
    read: (bytes: Buffer) => bytes.readUInt32BE(2),
    write: (bytes: Buffer, length: number) => bytes.writeUInt32BE(length, 2),
  },
} as const;

type Body = Readonly<Record<string, unknown>>;

/** A TCP connection on which JSON is spoken, in frames of one of the two kinds. */
export class TcpPipe {
  /** What came, as it came; pings aside. */
  readonly bodies: Body[] = [];
  /** Resolves when the server has ended it. */
  readonly ended: Promise<void>;
  private readonly socket: Socket;
  private readonly name: keyof typeof FRAMINGS;
  private pending: Buffer = Buffer.alloc(0);

  private constructor(socket: Socket, name: keyof typeof FRAMINGS) {
    this.socket = socket;
    this.name = name;
    socket.on('error', () => {});
    socket.on('data', chunk => this.read(chunk));
    this.ended = new Promise(resolve => socket.once('end', () => resolve()));
  }

  /** To one of the connect nodes (0, 1 …; as if they stood in a circle). */
  static async open(
    { nodes }: Deployment,
    name: keyof typeof FRAMINGS,
    startAt: number,
  ): Promise<TcpPipe> {
    const greetings = nodes.map(node => node.process.output());
    const ports = greetings.flatMap(text => /tcp:\/\/127\.0\.0\.1:(\d+)/.exec(text)?.[1] ?? []);
    const socket = connect(Number(ports[startAt % ports.length]), '127.0.0.1');
    await new Promise((resolve, reject) => {
      socket.once('connect', resolve).once('error', reject);
    });
    return new TcpPipe(socket, name);
  }

  send(body: object): void {
    const { headerBytes, write } = FRAMINGS[this.name];
    const text = Buffer.from(JSON.stringify(body));
    const header = Buffer.alloc(headerBytes);
    header.write(this.name);
    write(header, headerBytes + text.length);
    // In two halves, as a network may deliver it.
    this.socket.write(Buffer.concat([header, text.subarray(0, 5)]));
    this.socket.write(text.subarray(5));
  }

  /** The first body that matches, come already or to come. */
  next(matches: (body: Body) => boolean): Promise<Body> {
    return eventually(
      () => {
        const found = this.bodies.find(matches);
        if (!found) throw new Error(`not come: ${JSON.stringify(this.bodies.slice(-5))}`);
        return found;
      },
      { timeoutMs: 15_000 },
    );
  }

  async leave(): Promise<void> {
    this.socket.end();
    await this.ended;
  }

  private read(chunk: Buffer): void {
    this.pending = Buffer.concat([this.pending, chunk]);
    const { headerBytes, read } = FRAMINGS[this.name];
    while (this.pending.length >= headerBytes && this.pending.length >= read(this.pending)) {
      const length = read(this.pending);
      const text = this.pending.toString('utf8', headerBytes, length);
      this.pending = this.pending.subarray(length);
      if (text.startsWith('{')) this.bodies.push(JSON.parse(text) as Body);
    }
  }
}
