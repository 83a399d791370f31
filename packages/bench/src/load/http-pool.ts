import { connect, type Socket } from 'node:net';

interface Request {
  number: number;
  bytes: Buffer;
}

/** An answer: the request's number, the status, the body as it came. */
export type OnResponse = (number: number, status: number, body: Buffer) => void;

/**
 * Keep-alive HTTP/1.1 connections that take prepared requests, one at a time each. What finds no free
 * connection waits, and its latency has begun already.
 */
export class HttpPool {
  private readonly idle: Connection[] = [];
  private readonly connections: Connection[] = [];
  private readonly waiting: Request[] = [];

  private constructor() {}

  static async open(url: URL, size: number, onResponse: OnResponse): Promise<HttpPool> {
    const pool = new HttpPool();
    const done = (connection: Connection, request: Request, status: number, body: Buffer) => {
      onResponse(request.number, status, body);
      pool.free(connection);
    };
    for (let i = 0; i < size; i++) pool.connections.push(new Connection(url, done));
    await Promise.all(pool.connections.map(connection => connection.opened));
    pool.idle.push(...pool.connections);
    return pool;
  }

  send(number: number, bytes: Buffer): void {
    const connection = this.idle.pop();
    if (connection === undefined) this.waiting.push({ number, bytes });
    else connection.send({ number, bytes });
  }

  close(): void {
    for (const connection of this.connections) connection.close();
  }

  private free(connection: Connection): void {
    if (connection.isClosed) return;
    const next = this.waiting.shift();
    if (next === undefined) this.idle.push(connection);
    else connection.send(next);
  }
}

type Done = (connection: Connection, request: Request, status: number, body: Buffer) => void;

class Connection {
  readonly opened: Promise<void>;
  private readonly socket: Socket;
  private readonly done: Done;
  private request: Request | undefined;
  private received: Buffer = Buffer.alloc(0);

  constructor(url: URL, done: Done) {
    this.done = done;
    this.socket = connect({ host: url.hostname, port: Number(url.port), noDelay: true });
    this.opened = new Promise((resolve, reject) => {
      this.socket.once('connect', resolve);
      this.socket.once('error', reject);
    });
    this.socket.on('data', chunk => this.onData(chunk));
    this.socket.on('close', () => this.fail());
  }

  get isClosed(): boolean {
    return this.socket.destroyed;
  }

  send(request: Request): void {
    this.request = request;
    this.socket.write(request.bytes);
  }

  close(): void {
    this.request = undefined;
    this.socket.destroy();
  }

  private onData(chunk: Buffer): void {
    this.received = this.received.length === 0 ? chunk : Buffer.concat([this.received, chunk]);
    const headEnd = this.received.indexOf('\r\n\r\n');
    if (headEnd === -1) return;
    const head = this.received.toString('latin1', 0, headEnd);
    const bodyBytes = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
    const end = headEnd + 4 + bodyBytes;
    if (this.received.length < end) return;
    const body = this.received.subarray(headEnd + 4, end);
    this.received = this.received.subarray(end);
    this.answer(Number(head.slice(9, 12)), body);
  }

  private answer(status: number, body: Buffer): void {
    const { request } = this;
    this.request = undefined;
    if (request !== undefined) this.done(this, request, status, body);
  }

  /** A connection that the server cut: its request failed, and it is used no more. */
  private fail(): void {
    const { request } = this;
    this.request = undefined;
    // Status 0 is no answer.
    if (request !== undefined) this.done(this, request, 0, Buffer.alloc(0));
  }
}
