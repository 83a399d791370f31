import { isUtf8 } from 'node:buffer';
import type { Duplex } from 'node:stream';
import { type ClosedFrame, TCP_NAME } from '@parley/wire';
import type { Channel } from '../channel/channel.ts';
import type { Gate } from '../channel/gate.ts';
import type { Transport } from '../channel/transport.ts';
import { payloadOf } from '../frames/encode-frame.ts';
import { madeOnce } from '../frames/made-once.ts';
import { type Fault, STATUS } from '../websocket/close-codes.ts';
import { FramedSocket } from './framed-socket.ts';
import { encodeFrame, longFraming } from './framing.ts';
import type { TcpProtocol, TcpTraits } from './tcp-protocol.ts';

interface Shared {
  gate: Gate;
  protocol: TcpProtocol;
  traits: TcpTraits;
  /** The frame of a WebSocket with another header; the same buffer for the same buffer. */
  reframe: (frame: Buffer) => Buffer;
  pingFrame: Buffer;
}

/** Our own protocol over TCP, as `TCP_NAME` of packages/wire has it. @param frameBytes the longest body */
export function nativeTcp(gate: Gate, frameBytes: number, traits: TcpTraits): TcpProtocol {
  const framing = longFraming(TCP_NAME, frameBytes);
  const protocol: TcpProtocol = {
    framing,
    farewell(code, reason) {
      const frame: ClosedFrame = { op: 'closed', code, reason };
      return encodeFrame(framing, JSON.stringify(frame));
    },
    accept: raw => new NativeTcpSocket(raw, shared),
  };
  const pingFrame = encodeFrame(framing, '');
  const reframe = madeOnce((frame: Buffer) => encodeFrame(framing, payloadOf(frame)));
  const shared = { gate, protocol, traits, reframe, pingFrame };
  return protocol;
}

class NativeTcpSocket extends FramedSocket implements Transport {
  private readonly shared: Shared;
  private readonly channel: Channel;

  constructor(raw: Duplex, shared: Shared) {
    super(raw, shared.protocol, shared.traits);
    this.shared = shared;
    this.channel = shared.gate.open(this);
  }

  write(frames: readonly Buffer[]): void {
    this.writeFramed(frames.map(this.shared.reframe));
  }

  ping(): void {
    this.writeFramed([this.shared.pingFrame]);
  }

  protected onBody(body: Buffer): void {
    const { channel } = this;
    const { gate } = this.shared;
    // The answer to a ping.
    if (body.length === 0) gate.heard(channel);
    else if (isUtf8(body)) gate.receive(channel, body, false);
    else channel.closeWith(STATUS.invalidPayload, 'not UTF-8');
  }

  protected onFault({ code, reason }: Fault): void {
    this.channel.closeWith(code, reason);
  }

  protected onLost(code: number): void {
    this.shared.gate.lost(this.channel, code);
  }

  protected onGone(): void {
    this.shared.gate.gone(this.channel);
  }
}
