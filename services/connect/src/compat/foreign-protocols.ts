import type { TcpProtocol } from '../tcp/tcp-protocol.ts';
import type { SocketTraits } from '../websocket/client-socket.ts';
import { type SocketPath, socketPath } from '../ws/socket-server.ts';
import { GOCHAT_PATH, gochatSockets } from './gochat/gochat-sockets.ts';
import { gochatTcp } from './gochat/gochat-tcp.ts';
import type { NodeClientPorts } from './node-client.ts';
import { createNativeFrameReader } from './read-native-frame.ts';
import { UserNames } from './user-names.ts';

/** As long as gochat waits; its page keeps a silent socket open while somebody signs in. */
const HELLO_TIMEOUT_MS = 60_000;

/** Any page may connect: the token is in the first frame, so one that has none gains nothing. */
const ANY_ORIGIN = ['*'];

/** Other protocols than ours. */
interface ForeignProtocols {
  /** On paths of the WebSocket port. */
  paths: [path: string, socketPath: SocketPath][];
  tcp: TcpProtocol[];
}

/** @param pingMs how often gochat's TCP clients are pinged when nothing else is sent */
export function foreignProtocols(
  { gate, logic, logger }: Pick<NodeClientPorts, 'gate' | 'logic' | 'logger'>,
  traits: SocketTraits,
  pingMs: number,
): ForeignProtocols {
  const names = new UserNames(logic);
  const readFrame = createNativeFrameReader();
  const ports = { gate, logic, names, readFrame, logger, helloTimeoutMs: HELLO_TIMEOUT_MS };
  return {
    paths: [[GOCHAT_PATH, socketPath(ANY_ORIGIN, gochatSockets(ports, traits))]],
    tcp: [gochatTcp(ports, pingMs, traits)],
  };
}
