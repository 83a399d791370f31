import type { Duplex } from 'node:stream';
import { type Fault, STATUS } from './close-codes.ts';
import { closeFrame, PING_FRAME, pongFrame } from './control-frames.ts';
import type { WriteBytes } from './direct-write.ts';
import { type Inbox, MessageReader } from './message-reader.ts';
import { listenTo, onceDrained, writeFrames } from './raw-socket.ts';

/** How sockets behave, whoever owns them. */
export interface SocketTraits {
  /** A longer message is closed with 1009. */
  readonly maxMessageBytes: number;
  /** A closing peer that does not finish its part is cut off after this time, in ms. */
  readonly closeGraceMs: number;
  /** Writes a frame, or several in one. */
  readonly writeBytes: WriteBytes;
}

/** What all sockets of one path share. */
export interface SocketHost<Owner> extends SocketTraits {
  /** A new socket; the owner that it is told of with from now on. */
  accept(socket: ClientSocket<Owner>): Owner;
  /** A whole message; a text is valid UTF-8. */
  message(owner: Owner, data: Buffer, isBinary: boolean): void;
  /** A ping or a pong has come. */
  heard(owner: Owner): void;
  /**
   * The peer goes, and this side had not begun to close: the code that the peer gave (1005 for none),
   * the one that its mistake is answered with, or 1006 when it vanished.
   */
  lost(owner: Owner, code: number): void;
  /** Nothing of it is left. Called once. */
  gone(owner: Owner): void;
}

/**
 * `open`; `closing` once this side has sent a close frame and waits for the peer's; `ending` when
 * nothing more is written, and what comes is thrown away. The clock cuts off who takes too long.
 */
type SocketState =
  | { readonly is: 'open' }
  | { readonly is: 'closing' | 'ending'; readonly clock: NodeJS.Timeout };

const OPEN: SocketState = { is: 'open' };

/**
 * The server's side of a WebSocket (RFC 6455), on a socket that has been upgraded. Whole frames are
 * written to it as they are, so that one buffer serves any number of receivers. While it is idle it
 * holds no buffer, no closure and no timer.
 */
export class ClientSocket<Owner> implements Inbox {
  private readonly raw: Duplex;
  private readonly host: SocketHost<Owner>;
  private readonly owner: Owner;
  private state: SocketState = OPEN;
  /** Holds what has come in part. */
  private reader: MessageReader | undefined;
  /** The answer to the latest ping of a peer that does not read; to that one alone (RFC 6455 5.5.3). */
  private latePong: Buffer | undefined;

  constructor(raw: Duplex, host: SocketHost<Owner>) {
    this.raw = raw;
    this.host = host;
    this.owner = host.accept(this);
    listenTo(raw, this);
  }

  /** Bytes that wait to be sent. */
  get writableLength(): number {
    return this.raw.writableLength;
  }

  get isPaused(): boolean {
    return this.raw.isPaused();
  }

  /** Writes whole frames; together, so that they cost one system call. Nothing once it is closing. */
  write(frames: readonly Buffer[]): void {
    if (this.state.is !== 'open') return;
    writeFrames(this.raw, frames, this.host.writeBytes);
  }

  /** Calls back once, when everything written has left or never will. */
  onceDrained(callback: () => void): void {
    onceDrained(this.raw, callback);
  }

  ping(): void {
    this.write([PING_FRAME]);
  }

  /** Stops reading. What has been read already still comes through. */
  pause(): void {
    this.raw.pause();
  }

  resume(): void {
    this.raw.resume();
  }

  /** Begins the closing handshake, unless it has begun. */
  close(code: number, reason: string): void {
    if (this.state.is !== 'open') return;
    this.raw.write(closeFrame(code, reason));
    this.state = { is: 'closing', clock: this.startClock() };
  }

  /** Cuts it off. */
  terminate(): void {
    this.raw.destroy();
  }

  /** Bytes of the peer; they are overwritten. */
  read(chunk: Buffer): void {
    if (this.state.is === 'ending') return;
    const reader = this.reader ?? new MessageReader(this.host.maxMessageBytes);
    const fault = reader.read(chunk, this);
    this.reader = reader.isIdle ? undefined : reader;
    if (fault !== undefined) this.part(fault.code, fault);
  }

  onMessage(data: Buffer, isBinary: boolean): void {
    this.host.message(this.owner, data, isBinary);
  }

  onPing(payload: Buffer): void {
    this.host.heard(this.owner);
    const pong = pongFrame(payload);
    if (!this.raw.writableNeedDrain) {
      this.write([pong]);
      return;
    }
    if (this.latePong === undefined) this.onceDrained(() => this.sendLatePong());
    this.latePong = pong;
  }

  onPong(): void {
    this.host.heard(this.owner);
  }

  onClose(code: number): void {
    this.part(code, { code, reason: '' });
  }

  /** The peer will send nothing more. */
  ended(): void {
    this.part(STATUS.abnormal, undefined);
  }

  /** The raw socket is closed. */
  closed(): void {
    const { state } = this;
    if (state.is === 'open') this.host.lost(this.owner, STATUS.abnormal);
    else clearTimeout(state.clock);
    this.host.gone(this.owner);
  }

  /** Nothing is expected of the peer any more: says goodbye, if that has not been said, and ends. */
  private part(code: number, goodbye: Fault | undefined): void {
    const { state, raw, host } = this;
    if (state.is === 'ending') return;
    if (state.is === 'open' && goodbye !== undefined) {
      raw.write(closeFrame(goodbye.code, goodbye.reason));
    }
    this.state = { is: 'ending', clock: state.is === 'open' ? this.startClock() : state.clock };
    this.reader = undefined;
    // What it still sends has to be read, or the system answers it with a reset.
    raw.resume();
    raw.end();
    if (state.is === 'open') host.lost(this.owner, code);
  }

  private sendLatePong(): void {
    const pong = this.latePong;
    this.latePong = undefined;
    if (pong !== undefined) this.write([pong]);
  }

  private startClock(): NodeJS.Timeout {
    return setTimeout(cutOff, this.host.closeGraceMs, this.raw);
  }
}

function cutOff(raw: Duplex): void {
  raw.destroy();
}
