import { encodeText } from '../../frames/encode-frame.ts';
import type { ClientSocket, SocketHost, SocketTraits } from '../../websocket/client-socket.ts';
import type { NodeClientPorts } from '../node-client.ts';
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
  const { gate } = ports;
  return {
    maxMessageBytes: MAX_MESSAGE_BYTES,
    closeGraceMs,
    writeBytes,
    accept: socket => new GochatPeer(carrierOf(socket), ports),
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

function carrierOf(socket: ClientSocket<GochatPeer>): GochatCarrier {
  return {
    get writableLength() {
      return socket.writableLength;
    },
    get isPaused() {
      return socket.isPaused;
    },
    send: body => socket.write([encodeText(body)]),
    onceDrained: callback => socket.onceDrained(callback),
    ping: () => socket.ping(),
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    close: (code, reason) => socket.close(code, reason),
    terminate: () => socket.terminate(),
  };
}
