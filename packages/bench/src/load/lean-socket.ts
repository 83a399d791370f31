import { connect, type Socket } from 'node:net';
import type { Driver, Person, Reading } from '../drivers/driver.ts';
import { nowUs } from './clock.ts';
import { FrameScanner } from './frame-scanner.ts';
import { maskedFrame } from './masked-frame.ts';
import type { Receiver } from './order-check.ts';
import type { PayloadCache } from './payload-cache.ts';

/** Every socket of this process reads into it; what is read is looked at before the next one reads. */
const READ_BUFFER = Buffer.allocUnsafeSlow(262_144);
const CLOSE_OPCODE = 8;
const PING_OPCODE = 9;
const PONG_FRAME = 0x8a;
const TEXT_OPCODE = 1;
const UPGRADE_TIMEOUT_MS = 30_000;

export interface SocketPorts {
  driver: Driver;
  cache: PayloadCache;
  /** A frame of a connection that is ready. */
  onReading: (socket: LeanSocket, reading: Reading) => void;
  /** A connection that was ready has ended, not by us. */
  onLost: (socket: LeanSocket, reason: string) => void;
}

type State =
  | { is: 'closed' }
  | { is: 'upgrading' | 'greeting'; resolve: () => void; reject: (error: Error) => void }
  | { is: 'ready' };

/**
 * A WebSocket client of a few hundred bytes over a plain socket: no events, no buffers of its own, and
 * nothing checked that the server is not measured for.
 */
export class LeanSocket {
  readonly person: Person;
  /** The order of what this connection was sent. */
  readonly receiver: Receiver;
  /** Whether what arrives here counts as delivered. */
  readonly counts: boolean;
  private readonly ports: SocketPorts;
  private state: State = { is: 'closed' };
  private socket: Socket | undefined;
  private scanner = new FrameScanner();
  private head = '';

  constructor(person: Person, receiver: Receiver, counts: boolean, ports: SocketPorts) {
    this.person = person;
    this.receiver = receiver;
    this.counts = counts;
    this.ports = ports;
  }

  get isReady(): boolean {
    return this.state.is === 'ready';
  }

  /** Resolves to the time from the first packet to being let in, in µs. @throws Error when it is not. */
  async open(url: URL, localAddress: string | undefined): Promise<number> {
    const startUs = nowUs();
    await new Promise<void>((resolve, reject) => {
      this.state = { is: 'upgrading', resolve, reject };
      this.scanner = new FrameScanner();
      this.head = '';
      const socket = connect({
        host: url.hostname,
        port: Number(url.port),
        noDelay: true,
        ...(localAddress === undefined ? {} : { localAddress }),
        onread: { buffer: READ_BUFFER, callback: read => this.onBytes(read) },
      });
      this.socket = socket;
      socket.setTimeout(UPGRADE_TIMEOUT_MS, () =>
        this.end(`no answer in ${UPGRADE_TIMEOUT_MS} ms`),
      );
      socket.on('error', error => this.end(error.message));
      socket.on('close', () => this.end('the server cut the connection'));
      const path = `${url.pathname}${url.search}`;
      socket.write(
        upgradeRequest(url.host, path === '/' ? this.ports.driver.path(this.person) : path),
      );
    });
    this.socket?.setTimeout(0);
    return nowUs() - startUs;
  }

  write(bytes: Buffer): void {
    this.socket?.write(bytes);
  }

  /** Cuts the connection without a closing handshake, as a network does. */
  destroy(): void {
    this.state = { is: 'closed' };
    const { socket } = this;
    this.socket = undefined;
    socket?.destroy();
  }

  private onBytes(read: number): boolean {
    let chunk: Buffer = READ_BUFFER.subarray(0, read);
    try {
      if (this.state.is === 'upgrading') {
        const rest = this.readUpgrade(chunk);
        if (rest === undefined) return true;
        chunk = rest;
      }
      this.scanner.push(chunk, this.onFrame);
    } catch (error) {
      this.end(error instanceof Error ? error.message : String(error));
    }
    return true;
  }

  /** What follows the answer to the upgrade; undefined while it has not come whole. */
  private readUpgrade(chunk: Buffer): Buffer | undefined {
    this.head += chunk.toString('latin1');
    const end = this.head.indexOf('\r\n\r\n');
    if (end === -1) return undefined;
    const status = this.head.split('\r\n', 1)[0] ?? '';
    if (!status.includes(' 101 ')) throw new Error(`the upgrade was answered "${status}"`);
    const rest = Buffer.from(this.head.slice(end + 4), 'latin1');
    this.head = '';
    if (this.state.is === 'upgrading') this.state = { ...this.state, is: 'greeting' };
    const { driver } = this.ports;
    for (const text of driver.opening(this.person)) this.write(maskedFrame(text));
    if (driver.isSilent) this.becomeReady();
    return rest;
  }

  private readonly onFrame = (opcode: number, bytes: Buffer, from: number, to: number): void => {
    switch (opcode) {
      case TEXT_OPCODE:
        if (this.state.is === 'greeting') this.greet(bytes.toString('utf8', from, to));
        else if (this.state.is === 'ready') this.deliver(bytes, from, to);
        return;
      case PING_OPCODE:
        this.write(maskedFrame(bytes.toString('utf8', from, to), PONG_FRAME));
        return;
      case CLOSE_OPCODE: {
        const code = to - from >= 2 ? bytes.readUInt16BE(from) : 1005;
        this.end(`closed with ${code} ${bytes.toString('utf8', from + 2, to)}`);
        return;
      }
    }
  };

  private greet(text: string): void {
    const { say, ready } = this.ports.driver.greet(text, this.person);
    for (const answer of say) this.write(maskedFrame(answer));
    if (ready) this.becomeReady();
  }

  private becomeReady(): void {
    if (this.state.is !== 'greeting') return;
    const { resolve } = this.state;
    this.state = { is: 'ready' };
    resolve();
  }

  private deliver(bytes: Buffer, from: number, to: number): void {
    const reading = this.ports.cache.read(bytes, from, to);
    if (reading.answer !== undefined) this.write(reading.answer);
    this.ports.onReading(this, reading);
  }

  private end(reason: string): void {
    const { state } = this;
    this.destroy();
    if (state.is === 'ready') this.ports.onLost(this, reason);
    else if (state.is !== 'closed') state.reject(new Error(reason));
  }
}

/** The key may be the same each time: it only proves that the other side speaks WebSocket. */
function upgradeRequest(host: string, path: string): string {
  return (
    `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
    'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n'
  );
}
