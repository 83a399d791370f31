import type { Duplex } from 'node:stream';
import { WS_CLOSE } from '@parley/wire';
import type { Transport } from '../channel/transport.ts';
import { type Fault, STATUS } from '../websocket/close-codes.ts';
import {
  listenTo,
  onceDrained,
  type SocketListener,
  writeFrames,
} from '../websocket/raw-socket.ts';
import { BodyReader, brokenRule } from './body-reader.ts';
import type { TcpProtocol, TcpTraits } from './tcp-protocol.ts';

/** `ending` when nothing more is written, and what comes is thrown away. The clock cuts off who takes too long. */
type SocketState =
  | { readonly is: 'open' }
  | { readonly is: 'ending'; readonly clock: NodeJS.Timeout };

const OPEN: SocketState = { is: 'open' };

/**
 * A TCP connection that carries frames. Before this side closes it says why, in a last frame. A peer that
 * ends between two frames has said goodbye; who ends within one has made a mistake.
 */
export abstract class FramedSocket implements Omit<Transport, 'write'>, SocketListener {
  private readonly raw: Duplex;
  private readonly protocol: TcpProtocol;
  private readonly traits: TcpTraits;
  private state: SocketState = OPEN;
  /** Holds what has come in part. */
  private reader: BodyReader | undefined;

  constructor(raw: Duplex, protocol: TcpProtocol, traits: TcpTraits) {
    this.raw = raw;
    this.protocol = protocol;
    this.traits = traits;
    listenTo(raw, this);
  }

  /** The body of a frame has come; it is good until this returns. */
  protected abstract onBody(body: Buffer): void;
  /** The peer has broken a rule: it has to be closed. */
  protected abstract onFault(fault: Fault): void;
  /** The peer goes, and this side had not begun to close: 1000 after a goodbye, 1006 when it vanished. */
  protected abstract onLost(code: number): void;
  /** Nothing of it is left. Called once. */
  protected abstract onGone(): void;
  abstract ping(): void;

  get writableLength(): number {
    return this.raw.writableLength;
  }

  get isPaused(): boolean {
    return this.raw.isPaused();
  }

  /** Writes whole frames of this protocol. Nothing once it is closing. */
  protected writeFramed(frames: readonly Buffer[]): void {
    if (this.isOpen) writeFrames(this.raw, frames, this.traits.writeBytes);
  }

  onceDrained(callback: () => void): void {
    onceDrained(this.raw, callback);
  }

  pause(): void {
    this.raw.pause();
  }

  resume(): void {
    this.raw.resume();
  }

  close(code: number, reason: string): void {
    if (this.isOpen) this.end(this.protocol.farewell(code, reason));
  }

  terminate(): void {
    this.raw.destroy();
  }

  /** Bytes of the peer. */
  read(chunk: Buffer): void {
    if (!this.isOpen) return;
    const reader = this.reader ?? new BodyReader(this.protocol.framing);
    const fault = reader.read(chunk, body => {
      if (this.isOpen) this.onBody(body);
    });
    this.reader = reader.isIdle ? undefined : reader;
    if (fault !== undefined && this.isOpen) this.onFault(fault);
  }

  ended(): void {
    if (!this.isOpen) return;
    if (this.reader !== undefined) {
      this.onFault(brokenRule('it ended within a frame'));
      return;
    }
    this.end();
    this.onLost(WS_CLOSE.normal);
  }

  closed(): void {
    const { state } = this;
    if (state.is === 'open') this.onLost(STATUS.abnormal);
    else clearTimeout(state.clock);
    this.onGone();
  }

  private get isOpen(): boolean {
    return this.state.is === 'open';
  }

  private end(lastFrame?: Buffer): void {
    this.state = { is: 'ending', clock: this.startClock() };
    this.reader = undefined;
    const { raw } = this;
    // What it still sends has to be read, or the system answers it with a reset.
    raw.resume();
    if (lastFrame === undefined) raw.end();
    else raw.end(lastFrame);
  }

  private startClock(): NodeJS.Timeout {
    return setTimeout(cutOff, this.traits.closeGraceMs, this.raw);
  }
}

function cutOff(raw: Duplex): void {
  raw.destroy();
}
