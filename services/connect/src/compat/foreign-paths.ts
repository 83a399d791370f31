import type { SocketTraits } from '../websocket/client-socket.ts';
import { type SocketPath, socketPath } from '../ws/socket-server.ts';
import { GOCHAT_PATH, gochatSockets } from './gochat/gochat-sockets.ts';
import type { NodeClientPorts } from './node-client.ts';
import { createNativeFrameReader } from './read-native-frame.ts';
import { UserNames } from './user-names.ts';

/** As long as gochat waits; its page keeps a silent socket open while somebody signs in. */
const HELLO_TIMEOUT_MS = 60_000;

/** Any page may connect: the token is in the first frame, so one that has none gains nothing. */
const ANY_ORIGIN = ['*'];

/** The paths on which other protocols than ours are spoken. */
export function foreignPaths(
  { gate, logic }: Pick<NodeClientPorts, 'gate' | 'logic'>,
  traits: SocketTraits,
): [path: string, socketPath: SocketPath][] {
  const names = new UserNames(logic);
  const readFrame = createNativeFrameReader();
  const ports = { gate, logic, names, readFrame, helloTimeoutMs: HELLO_TIMEOUT_MS };
  return [[GOCHAT_PATH, socketPath(ANY_ORIGIN, gochatSockets(ports, traits))]];
}
