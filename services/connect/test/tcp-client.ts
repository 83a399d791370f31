import { connect, type Socket } from 'node:net';
import { eventually } from '@parley/testing';

/** `p1`: ours, with a length of four bytes; `v1`: gochat's, with two. */
export type TcpName = 'p1' | 'v1';

const HEADER_BYTES = { p1: 6, v1: 4 } as const;

/** A frame; its length can be said to be another one. */
export function frameOf(name: TcpName, body: string | Buffer, length?: number): Buffer {
  const bytes = Buffer.from(body);
  const header = Buffer.alloc(HEADER_BYTES[name]);
  header.write(name);
  const said = length ?? header.length + bytes.length;
  if (name === 'p1') header.writeUInt32BE(said, 2);
  else header.writeInt16BE(said, 2);
  return Buffer.concat([header, bytes]);
}

/** A client that keeps the body of every frame that it got. */
export class TcpClient {
  readonly socket: Socket;
  readonly bodies: string[] = [];
  /** Whether the server has ended it. */
  isEnded = false;
  private readonly name: TcpName;
  private pending = Buffer.alloc(0);
  private nextId = 1;

  constructor(socket: Socket, name: TcpName) {
    this.socket = socket;
    this.name = name;
    socket.on('data', chunk => this.read(chunk));
    socket.on('error', () => {});
    socket.on('end', () => {
      this.isEnded = true;
    });
  }

  static async connect(port: number, name: TcpName): Promise<TcpClient> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', () => resolve());
      socket.once('error', reject);
    });
    return new TcpClient(socket, name);
  }

  write(bytes: string | Buffer): void {
    this.socket.write(bytes);
  }

  /** Sends a frame with this body. */
  put(body: string | object): void {
    this.write(frameOf(this.name, typeof body === 'string' ? body : JSON.stringify(body)));
  }

  /** Sends a frame of ours with the next id and returns the id. */
  request(frame: { op: string } & Record<string, unknown>): number {
    const id = this.nextId++;
    this.put({ id, ...frame });
    return id;
  }

  async welcomed(token: string, fields: Record<string, unknown> = {}): Promise<this> {
    this.request({ op: 'hello', protocol: 1, token, deviceId: 'd-tcp', heads: [], ...fields });
    await eventually(() => this.one({ op: 'welcome' }));
    return this;
  }

  send(conversationId: string, clientId: string, text = 'hi'): number {
    return this.request({ op: 'send', conversationId, clientId, body: { kind: 'text', text } });
  }

  /** The bodies that are JSON. */
  get frames(): Record<string, unknown>[] {
    return this.bodies.filter(body => body.startsWith('{')).map(body => JSON.parse(body));
  }

  /** The frames with these fields. */
  all(fields: Record<string, unknown>): Record<string, unknown>[] {
    const wanted = Object.entries(fields);
    return this.frames.filter(frame => wanted.every(([name, value]) => frame[name] === value));
  }

  one(fields: Record<string, unknown>): Record<string, unknown> {
    const [frame] = this.all(fields);
    if (frame === undefined) {
      throw new Error(`no ${JSON.stringify(fields)} among ${this.bodies.join(' ')}`);
    }
    return frame;
  }

  /** The answer to the request with this id. */
  answer(id: number): Promise<Record<string, unknown>> {
    return eventually(() => this.one({ id }));
  }

  /** The last frame, once the server has ended the connection. */
  closing(): Promise<Record<string, unknown>> {
    return eventually(() => {
      if (!this.isEnded) throw new Error(`open, with ${this.bodies.slice(-3).join(' ')}`);
      return this.frames.at(-1) ?? {};
    });
  }

  terminate(): void {
    this.socket.destroy();
  }

  private read(chunk: Buffer): void {
    this.pending = Buffer.concat([this.pending, chunk]);
    for (;;) {
      // What a server says before it knows the protocol is ours.
      const name = this.pending.toString('latin1', 0, 2) as TcpName;
      const headerBytes = HEADER_BYTES[name];
      if (this.pending.length < 2 || this.pending.length < headerBytes) return;
      if (headerBytes === undefined) throw new Error(`a frame begins with ${name}`);
      const length = name === 'p1' ? this.pending.readUInt32BE(2) : this.pending.readInt16BE(2);
      if (length < headerBytes) throw new Error(`a length of ${length}`);
      if (this.pending.length < length) return;
      this.bodies.push(this.pending.toString('utf8', headerBytes, length));
      this.pending = this.pending.subarray(length);
    }
  }
}
