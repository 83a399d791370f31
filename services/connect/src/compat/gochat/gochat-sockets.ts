import type { MessageEvent } from '@parley/wire';
import { encodeText } from '../../frames/encode-frame.ts';
import { madeOnce } from '../../frames/made-once.ts';
import type { ClientSocket, SocketHost, SocketTraits } from '../../websocket/client-socket.ts';
import type { NodeClientPorts } from '../node-client.ts';
import { roomBody } from './bodies.ts';
import { type GochatCarrier, GochatPeer } from './gochat-peer.ts';
import { readTicket } from './read-ticket.ts';

/** Where gochat's page opens its socket. */
export const GOCHAT_PATH = '/ws';

/** As gochat has it; a ticket has about a hundred bytes. */
const MAX_MESSAGE_BYTES = 512;

/** WebSockets that speak gochat's frames: tickets come in, bodies go out. */
export function gochatSockets(
  ports: NodeClientPorts,
  { closeGraceMs, writeBytes }: SocketTraits,
): SocketHost<GochatPeer> {
  const { gate, names } = ports;
  const roomFrame = madeOnce((event: MessageEvent) =>
    encodeText(roomBody(event, names.of(event.senderId) ?? '')),
  );
  return {
    maxMessageBytes: MAX_MESSAGE_BYTES,
    closeGraceMs,
    writeBytes,
    accept: socket => new GochatPeer(carrierOf(socket, roomFrame), ports),
    message(peer, data) {
      const { channel } = peer.node;
      if (channel.state.is === 'closed') return;
      gate.heard(channel);
      const ticket = readTicket(data.toString());
      if (ticket === undefined) channel.close('unauthenticated');
      else peer.show(ticket);
    },
    heard: peer => gate.heard(peer.node.channel),
    lost: (peer, code) => gate.lost(peer.node.channel, code),
    gone: peer => peer.node.gone(),
  };
}

function carrierOf(
  socket: ClientSocket<GochatPeer>,
  roomFrame: (event: MessageEvent) => Buffer,
): GochatCarrier {
  return {
    get writableLength() {
      return socket.writableLength;
    },
    get isPaused() {
      return socket.isPaused;
    },
    send: body => socket.write([encodeText(body)]),
    tell: event => socket.write([roomFrame(event)]),
    onceDrained: callback => socket.onceDrained(callback),
    ping: () => socket.ping(),
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    close: (code, reason) => socket.close(code, reason),
    terminate: () => socket.terminate(),
  };
}
