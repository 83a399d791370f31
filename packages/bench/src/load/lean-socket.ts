import type { Driver, Person } from '../drivers/driver.ts';
import { nowUs } from './clock.ts';
import type { Line, LineOwner, Lines } from './lines.ts';
import { maskedFrame } from './masked-frame.ts';
import type { Receiver } from './order-check.ts';
import type { SharedText } from './shared-text.ts';

const CLOSE_OPCODE = 8;
const PING_OPCODE = 9;
const PONG_FRAME = 0x8a;
const TEXT_OPCODE = 1;
const UPGRADE_TIMEOUT_MS = 30_000;

export interface SocketPorts {
  driver: Driver;
  lines: Lines;
  /** A text of a connection that is ready. */
  onText: (socket: LeanSocket, text: SharedText, atUs: number) => void;
  /** A connection that was ready has ended, not by us. */
  onLost: (socket: LeanSocket, reason: string) => void;
}

type State =
  | { is: 'closed' }
  | { is: 'upgrading' | 'greeting'; resolve: () => void; reject: (error: Error) => void }
  | { is: 'ready' };

/** A WebSocket client that checks nothing that the server is not measured for. */
export class LeanSocket implements LineOwner {
  readonly person: Person;
  /** The order of what this connection was sent. */
  readonly receiver: Receiver;
  /** Whether what arrives here counts as delivered. */
  readonly counts: boolean;
  private readonly ports: SocketPorts;
  private state: State = { is: 'closed' };
  private line: Line | undefined;

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
    const { lines, driver } = this.ports;
    const clock = setTimeout(
      () => this.ended(`no answer in ${UPGRADE_TIMEOUT_MS} ms`),
      UPGRADE_TIMEOUT_MS,
    );
    try {
      await new Promise<void>((resolve, reject) => {
        this.state = { is: 'upgrading', resolve, reject };
        this.line = lines.dial(url, localAddress, this);
        const path = `${url.pathname}${url.search}`;
        const request = upgradeRequest(url.host, path === '/' ? driver.path(this.person) : path);
        this.write(Buffer.from(request));
      });
    } finally {
      clearTimeout(clock);
    }
    return nowUs() - startUs;
  }

  write(bytes: Buffer): void {
    this.line?.write(bytes);
  }

  /** Cuts the connection without a closing handshake, as a network does. */
  destroy(): void {
    this.state = { is: 'closed' };
    const { line } = this;
    this.line = undefined;
    line?.destroy();
  }

  upgraded(head: string): void {
    const status = head.split('\r\n', 1)[0] ?? '';
    if (!status.includes(' 101 ')) throw new Error(`the upgrade was answered "${status}"`);
    if (this.state.is === 'upgrading') this.state = { ...this.state, is: 'greeting' };
    const { driver } = this.ports;
    for (const text of driver.opening(this.person)) this.write(maskedFrame(text));
    if (driver.isSilent) this.becomeReady();
  }

  frame(opcode: number, bytes: Buffer, from: number, to: number): void {
    switch (opcode) {
      case TEXT_OPCODE:
        if (this.state.is === 'greeting') this.greet(bytes.toString('utf8', from, to));
        return;
      case PING_OPCODE:
        this.write(maskedFrame(bytes.toString('utf8', from, to), PONG_FRAME));
        return;
      case CLOSE_OPCODE: {
        const code = to - from >= 2 ? bytes.readUInt16BE(from) : 1005;
        this.ended(`closed with ${code} ${bytes.toString('utf8', from + 2, to)}`);
        return;
      }
    }
  }

  text(text: SharedText, atUs: number): void {
    const { answer } = text.reading;
    if (answer !== undefined) this.write(answer);
    this.ports.onText(this, text, atUs);
  }

  ended(reason: string): void {
    const { state } = this;
    this.destroy();
    if (state.is === 'ready') this.ports.onLost(this, reason);
    else if (state.is !== 'closed') state.reject(new Error(reason));
  }

  private greet(text: string): void {
    const { say, ready } = this.ports.driver.greet(text, this.person);
    for (const answer of say) this.write(maskedFrame(answer));
    if (ready) this.becomeReady();
  }

  private becomeReady(): void {
    if (this.state.is !== 'greeting') return;
    const { resolve } = this.state;
    this.state = { is: 'ready' };
    this.line?.share();
    resolve();
  }
}

/** The key may be the same each time: it only proves that the other side speaks WebSocket. */
function upgradeRequest(host: string, path: string): string {
  return (
    `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
    'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n'
  );
}
