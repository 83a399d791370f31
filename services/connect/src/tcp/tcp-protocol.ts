import type { Duplex } from 'node:stream';
import type { SocketTraits } from '../websocket/client-socket.ts';
import type { Framing } from './framing.ts';

/** How TCP connections behave, whatever is spoken on them. */
export type TcpTraits = Pick<SocketTraits, 'closeGraceMs' | 'writeBytes'>;

/** What is spoken on a TCP connection. */
export interface TcpProtocol {
  readonly framing: Framing;
  /** The frame that says why a connection is closed. Codes are those of packages/wire, as on a WebSocket. */
  farewell(code: number, reason: string): Buffer;
  /** Takes a connection that has begun to speak it; all that comes is read by the result. */
  accept(raw: Duplex): { read(chunk: Buffer): void };
}
