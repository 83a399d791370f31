import type { Channel } from '../channel/channel.ts';
import type { Gate } from '../channel/gate.ts';
import type { SocketHost, SocketTraits } from '../websocket/client-socket.ts';

/** WebSockets that carry the frames of packages/wire as they are. */
export function nativeSockets(gate: Gate, traits: SocketTraits): SocketHost<Channel> {
  return {
    ...traits,
    accept: socket => gate.open(socket),
    message: gate.receive,
    heard: gate.heard,
    lost: gate.lost,
    gone: gate.gone,
  };
}
