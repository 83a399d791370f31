import type { Ticket } from './gochat-peer.ts';

/** A ticket as gochat's clients write it, other fields aside; undefined when it is none. */
export function readTicket(text: string): Ticket | undefined {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof given !== 'object' || given === null) return undefined;
  const { authToken, roomId = 0 } = given as Record<string, unknown>;
  if (typeof authToken !== 'string' || authToken === '') return undefined;
  return typeof roomId === 'number' && Number.isSafeInteger(roomId)
    ? { authToken, roomId }
    : undefined;
}
