import { CLOSE } from '@parley/wire';
import type { Fault } from '../../websocket/close-codes.ts';
import type { Ticket } from './gochat-peer.ts';
import { readObject } from './read-object.ts';

/** What gochat's client asks for over TCP, as far as it counts. */
export type TcpRequest =
  | { readonly wants: 'room'; readonly ticket: Ticket }
  | { readonly wants: 'say'; readonly ticket: Ticket; readonly text: string }
  /** Of a kind that has no meaning here. */
  | { readonly wants: 'nothing' };

const OP = { say: 3, enter: 6 } as const;

/** Reads a body as gochat's clients write it, other fields aside; what is wrong with it if it is none. */
export function readTcpRequest(body: string): TcpRequest | Fault {
  const given = readObject(body);
  if (given === undefined) return broken('The frame is not a JSON object.');
  const { authToken, roomId, op, msg } = given;
  if (typeof authToken !== 'string' || authToken === '') {
    return { code: CLOSE.unauthenticated, reason: 'authToken is missing. Please sign in.' };
  }
  if (typeof roomId !== 'number' || !Number.isSafeInteger(roomId) || roomId <= 0) {
    return broken('roomId has to be a whole number above 0.');
  }
  const ticket = { authToken, roomId };
  if (op === OP.enter) return { wants: 'room', ticket };
  if (op !== OP.say) return { wants: 'nothing' };
  if (typeof msg !== 'string') return broken('msg has to be text.');
  return { wants: 'say', ticket, text: msg };
}

function broken(reason: string): Fault {
  return { code: CLOSE.protocol_error, reason };
}
