import type { Duplex } from 'node:stream';
import type { ErrorBody } from '@parley/core';
import type { MessageEvent } from '@parley/wire';
import { madeOnce } from '../../frames/made-once.ts';
import { FramedSocket } from '../../tcp/framed-socket.ts';
import { encodeFrame, shortFraming } from '../../tcp/framing.ts';
import type { TcpProtocol, TcpTraits } from '../../tcp/tcp-protocol.ts';
import type { Fault } from '../../websocket/close-codes.ts';
import type { NodeClientPorts } from '../node-client.ts';
import { roomBody } from './bodies.ts';
import { type GochatCarrier, GochatPeer } from './gochat-peer.ts';
import { farewellBody, refusalBody } from './outcome-bodies.ts';
import { readTcpRequest } from './read-tcp-request.ts';
import { shortenBody } from './shorten-body.ts';

const FRAMING = shortFraming('v1');
const PING_FRAME = encodeFrame(FRAMING, 'ping msg');

interface Shared {
  ports: NodeClientPorts;
  protocol: TcpProtocol;
  traits: TcpTraits;
  roomFrame: (event: MessageEvent) => Buffer;
  /** After so long without anything else a ping is sent, in ms. */
  pingMs: number;
}

/** gochat's frames over TCP: what its client asks for comes in, the same bodies as on its WebSocket go out. */
export function gochatTcp(ports: NodeClientPorts, pingMs: number, traits: TcpTraits): TcpProtocol {
  const protocol: TcpProtocol = {
    framing: FRAMING,
    farewell: (code, reason) => encodeFrame(FRAMING, farewellBody(code, reason)),
    accept: raw => new GochatTcpSocket(raw, shared),
  };
  const roomFrame = madeOnce((event: MessageEvent) =>
    frameOf(roomBody(event, ports.names.of(event.senderId) ?? '')),
  );
  const shared = { ports, protocol, traits, roomFrame, pingMs };
  return protocol;
}

/** What is too long for a frame is cut. */
function frameOf(body: string): Buffer {
  return encodeFrame(FRAMING, shortenBody(body, FRAMING.maxBodyBytes));
}

class GochatTcpSocket extends FramedSocket implements GochatCarrier {
  private readonly ports: NodeClientPorts;
  private readonly roomFrame: Shared['roomFrame'];
  private readonly peer: GochatPeer;
  private readonly pinging: NodeJS.Timeout;

  constructor(raw: Duplex, { ports, protocol, traits, roomFrame, pingMs }: Shared) {
    super(raw, protocol, traits);
    this.ports = ports;
    this.roomFrame = roomFrame;
    this.peer = new GochatPeer(this, ports);
    this.pinging = setInterval(() => this.writeFramed([PING_FRAME]), pingMs);
  }

  send(body: string): void {
    this.write(frameOf(body));
  }

  tell(event: MessageEvent): void {
    this.write(this.roomFrame(event));
  }

  refuse(error: ErrorBody): void {
    this.send(refusalBody(error));
  }

  /** Its client never says anything by itself: as long as what is written leaves, it counts as heard. */
  ping(): void {
    if (this.writableLength === 0) this.ports.gate.heard(this.peer.node.channel);
  }

  private write(frame: Buffer): void {
    this.pinging.refresh();
    this.writeFramed([frame]);
  }

  protected onBody(body: Buffer): void {
    const { channel } = this.peer.node;
    this.ports.gate.heard(channel);
    const request = readTcpRequest(body.toString());
    if ('code' in request) channel.closeWith(request.code, request.reason);
    else if (request.wants === 'room') this.peer.show(request.ticket);
    else if (request.wants === 'say') this.peer.say(request.ticket, request.text);
  }

  protected onFault({ code, reason }: Fault): void {
    this.peer.node.channel.closeWith(code, reason);
  }

  protected onLost(code: number): void {
    this.ports.gate.lost(this.peer.node.channel, code);
  }

  protected onGone(): void {
    clearInterval(this.pinging);
    this.peer.node.gone();
  }
}
