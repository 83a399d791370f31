import type { Socket } from 'node:net';
import { CLOSE, type CloseName } from '@parley/wire';
import { listenTo, type SocketListener } from '../websocket/raw-socket.ts';
import { NAME_BYTES } from './framing.ts';
import type { TcpProtocol } from './tcp-protocol.ts';

interface Ports {
  /** By name. */
  protocols: ReadonlyMap<string, TcpProtocol>;
  /** Who speaks none of them is told so in this one. */
  usual: TcpProtocol;
  /** Whether one more connection is taken now. */
  isOpen: () => boolean;
  /** How long the first bytes may take, in ms. */
  firstBytesMs: number;
  /** Who does not end after the last frame is cut off after this time, in ms. */
  closeGraceMs: number;
  /** It is closed with this code, and never was a connection of anybody. */
  refused: (code: number) => void;
  /** It has been handed over, or nothing is left of it. */
  left: (one: FirstBytes) => void;
}

/** A connection that has not said yet what it speaks: its first two bytes do. */
export class FirstBytes implements SocketListener {
  private readonly raw: Socket;
  private readonly ports: Ports;
  private clock: NodeJS.Timeout;
  private rest: Buffer = Buffer.alloc(0);
  private isRefused = false;

  constructor(raw: Socket, ports: Ports) {
    this.raw = raw;
    this.ports = ports;
    this.clock = setTimeout(tooLate, ports.firstBytesMs, this);
    listenTo(raw, this);
  }

  read(chunk: Buffer): void {
    if (this.isRefused) return;
    const bytes = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    if (bytes.length < NAME_BYTES) {
      this.rest = bytes;
      return;
    }
    const { protocols, usual, isOpen, left } = this.ports;
    const protocol = protocols.get(bytes.toString('latin1', 0, NAME_BYTES));
    if (protocol === undefined) {
      const names = [...protocols.keys()].join(' or ');
      this.refuse('protocol_error', usual, `a connection begins with ${names}`);
    } else if (!isOpen()) this.refuse('unavailable', protocol);
    else {
      clearTimeout(this.clock);
      left(this);
      protocol.accept(this.raw).read(bytes);
    }
  }

  /** Ends it with a code. */
  refuse(name: CloseName, protocol = this.ports.usual, reason: string = name): void {
    if (this.isRefused) return;
    this.isRefused = true;
    this.ports.refused(CLOSE[name]);
    clearTimeout(this.clock);
    this.clock = setTimeout(cutOff, this.ports.closeGraceMs, this);
    this.raw.resume();
    this.raw.end(protocol.farewell(CLOSE[name], reason));
  }

  /** Ends it with a code and waits for nothing. */
  drop(name: CloseName): void {
    this.refuse(name);
    this.raw.destroySoon();
  }

  terminate(): void {
    this.raw.destroy();
  }

  ended(): void {
    if (this.rest.length > 0) this.refuse('protocol_error');
    // Who says nothing and goes gets no answer.
    else if (!this.isRefused) this.raw.end();
  }

  closed(): void {
    clearTimeout(this.clock);
    this.ports.left(this);
  }
}

function tooLate(one: FirstBytes): void {
  one.refuse('handshake_timeout');
}

function cutOff(one: FirstBytes): void {
  one.terminate();
}
