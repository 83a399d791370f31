import type { Channel } from '../channel/channel.ts';
import type { Gate } from '../channel/gate.ts';
import type { SocketHost } from '../websocket/client-socket.ts';

/** WebSockets that carry the frames of packages/wire as they are. */
export function nativeSockets(
  gate: Gate,
  options: Pick<SocketHost<Channel>, 'maxMessageBytes' | 'closeGraceMs' | 'writeBytes'>,
): SocketHost<Channel> {
  return {
    ...options,
    accept: socket => gate.open(socket),
    message: gate.receive,
    heard: gate.heard,
    lost: gate.lost,
    gone: gate.gone,
  };
}
