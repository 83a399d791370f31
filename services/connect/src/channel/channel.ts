import type { Caller } from '@parley/contracts';
import type { ConnectionId, SessionId, UserId } from '@parley/core';
import { CLOSE, type CloseName, type PresenceMode, WS_CLOSE } from '@parley/wire';
import type { Room } from '../hub/room.ts';
import { type ChannelState, HELLO_IN_HAND, LIVE, stopTimer } from './channel-state.ts';
import type { RateMeter } from './rate-meter.ts';
import type { Transport } from './transport.ts';

/** Who is at the other end, as logic said. */
export interface Identity {
  readonly userId: UserId;
  readonly sessionId: SessionId;
  readonly deviceId: string;
  /** When the session store bound it, by its clock. */
  readonly boundAtUs: number;
  /** Which connection of its device it is, as its hello said; 0: not counted. */
  readonly attempt: number;
  /** How the user wanted to be seen when this began. */
  readonly presenceMode: PresenceMode;
  /** For every call made on the user's behalf. */
  readonly caller: Caller;
}

/** What all channels of a node share. */
export interface ChannelHost {
  /** Bytes that may wait for one socket. */
  readonly outboundBytes: number;
  readonly tally: { framesOut: number; bytesOut: number };
  /** The channel has just closed; called once, whatever the cause. */
  left(channel: Channel, code: number): void;
}

/** Who lets a channel write in its turn. */
export interface Turntable {
  wake(channel: Channel): void;
}

/**
 * One socket. What is sent to it waits until its bucket's turn and then leaves in one write, in the
 * order of sending. The wait is bounded: who reads too slowly is closed with `too_slow`, and nothing
 * is ever left out.
 */
export class Channel {
  readonly connectionId: ConnectionId;
  readonly transport: Transport;
  /** When something last came from the peer, by `performance.now()`. */
  heardAtMs = performance.now();
  /** Nobody is at the device. */
  away = false;
  /** Requests that have not been answered. */
  inFlight = 0;
  /** Frames that could not be read. */
  unreadable = 0;
  /** Made with the first frame after hello: most sockets only listen. */
  meter: RateMeter | undefined;
  /** Where it is subscribed; kept by the hub. */
  rooms: Room[] = [];
  private readonly host: ChannelHost;
  private current: ChannelState;
  private who: Identity | undefined;
  private turntable: Turntable | undefined;
  private waiting: Buffer[] | undefined;
  private waitingBytes = 0;

  constructor(
    connectionId: ConnectionId,
    transport: Transport,
    host: ChannelHost,
    helloTimeoutMs: number,
  ) {
    this.connectionId = connectionId;
    this.transport = transport;
    this.host = host;
    this.current = { is: 'handshaking', timer: setTimeout(noHello, helloTimeoutMs, this) };
  }

  get state(): ChannelState {
    return this.current;
  }

  /** Undefined until logic has said who it is. Kept after closing. */
  get identity(): Identity | undefined {
    return this.who;
  }

  /** Bytes on their way to the peer. */
  get outboundBytes(): number {
    return this.waitingBytes + this.transport.writableLength;
  }

  /** The hello has come; false if one is in hand already or the channel is past it. */
  beginHello(): boolean {
    if (this.current.is !== 'handshaking' || this.current.timer === undefined) return false;
    stopTimer(this.current);
    this.current = HELLO_IN_HAND;
    return true;
  }

  /** From here on it may be sent to; what comes before `welcome` is held. */
  identify(identity: Identity, turntable: Turntable): void {
    this.who = identity;
    this.turntable = turntable;
  }

  /** Ends the handshake: `frame` leaves first, then what was held meanwhile. */
  welcome(frame: Buffer): void {
    if (this.current.is !== 'handshaking') return;
    this.current = LIVE;
    // An array that has grown has room for 16 more; most channels stay in the rooms that they begin with.
    this.rooms = [...this.rooms];
    const held = this.waiting ?? [];
    this.waiting = [frame, ...held];
    this.waitingBytes += frame.length;
    this.turntable?.wake(this);
  }

  /** Ends the handshake with an answer that says why, past what is held. */
  refuse(frame: Buffer, name: CloseName): void {
    if (this.current.is !== 'handshaking') return;
    this.transport.write([frame]);
    this.close(name);
  }

  /** False when the channel is closed, or by this. */
  send(frame: Buffer): boolean {
    if (this.current.is === 'closed') return false;
    if (this.outboundBytes + frame.length > this.host.outboundBytes) {
      this.close('too_slow');
      return false;
    }
    this.waitingBytes += frame.length;
    if (this.waiting === undefined) {
      this.waiting = [frame];
      if (this.current.is !== 'handshaking') this.turntable?.wake(this);
    } else {
      this.waiting.push(frame);
    }
    return true;
  }

  /** Writes what waits, unless it is held for `welcome`. Returns how many frames. */
  flush(): number {
    const frames = this.waiting;
    if (frames === undefined || this.current.is === 'handshaking') return 0;
    const { tally } = this.host;
    tally.framesOut += frames.length;
    tally.bytesOut += this.waitingBytes;
    this.waiting = undefined;
    this.waitingBytes = 0;
    this.transport.write(frames);
    return frames.length;
  }

  /** Tells a live channel `frame` (to leave) and closes it with `going_away` after `afterMs`. */
  drain(frame: Buffer, afterMs: number): void {
    if (this.current.is !== 'live') return;
    this.send(frame);
    // Sending may have closed it.
    if (this.current.is !== 'live') return;
    this.current = { is: 'draining', timer: setTimeout(goAway, afterMs, this) };
  }

  /** What waits is written first, unless the peer does not read. */
  close(name: CloseName, reason: string = name): void {
    this.closeWith(CLOSE[name], reason);
  }

  /** As `close`, with a code of WebSocket's own. */
  closeWith(code: number, reason: string): void {
    if (this.current.is === 'closed') return;
    if (code !== CLOSE.too_slow) this.flush();
    this.end(code);
    // The peer's part of the closing handshake has to be read.
    if (this.transport.isPaused) this.transport.resume();
    this.transport.close(code, reason);
  }

  /** The socket is gone, or going by itself. */
  lost(code: number): void {
    if (this.current.is !== 'closed') this.end(code);
  }

  private end(given: number): void {
    // Who was told to leave and says goodbye by itself is about to come back elsewhere.
    const obeys = this.current.is === 'draining' && given === WS_CLOSE.normal;
    const code = obeys ? CLOSE.going_away : given;
    stopTimer(this.current);
    this.current = { is: 'closed', code };
    this.waiting = undefined;
    this.waitingBytes = 0;
    this.host.left(this, code);
  }
}

function noHello(channel: Channel): void {
  channel.close('handshake_timeout');
}

function goAway(channel: Channel): void {
  channel.close('going_away', JSON.stringify({ afterMs: 0 }));
}
