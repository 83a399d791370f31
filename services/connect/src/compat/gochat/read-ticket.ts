import type { Ticket } from './gochat-peer.ts';
import { readObject } from './read-object.ts';

/** A ticket as gochat's clients write it, other fields aside; undefined when it is none. */
export function readTicket(text: string): Ticket | undefined {
  const { authToken, roomId = 0 } = readObject(text) ?? {};
  if (typeof authToken !== 'string' || authToken === '') return undefined;
  return typeof roomId === 'number' && Number.isSafeInteger(roomId)
    ? { authToken, roomId }
    : undefined;
}
