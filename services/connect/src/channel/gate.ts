import type { Channel } from './channel.ts';
import type { Transport } from './transport.ts';

/**
 * The way into the node for a client's connection, whatever carries it. What passes here are frames of
 * packages/wire. Who speaks another protocol with its client translates, and is to the node one more
 * client: there is no second way to anything.
 */
export interface Gate {
  /** Whether one more connection is taken now; asked once for each that wants in. */
  readonly isOpen: () => boolean;
  /** A new connection. @param helloTimeoutMs until then its hello has to come; default: as the node's limits say */
  readonly open: (transport: Transport, helloTimeoutMs?: number) => Channel;
  /** A frame of the client: JSON in UTF-8, unless it is binary, which closes the channel. */
  readonly receive: (channel: Channel, data: Buffer, isBinary: boolean) => void;
  /** Something else has come from the client: it is still there. */
  readonly heard: (channel: Channel) => void;
  /** The client goes, and the node had not begun to close: with a code of WebSocket, 1006 when it vanished. */
  readonly lost: (channel: Channel, code: number) => void;
  /** Nothing is left of the connection. Called once. */
  readonly gone: (channel: Channel) => void;
}
