/** A user's id: a snowflake in decimal digits. */
export type UserId = string;
/** One device's sign-in; revoked on its own. */
export type SessionId = string;
/** A conversation's id: a snowflake, or a small well-known number (`LOBBY_ID`, `WORLD_ID`). */
export type ConversationId = string;
/** An event's id, unique over all conversations; grows with time. */
export type MessageId = string;
/** One process that holds sockets. Never reused: a restarted node has a new one. */
export type ServerId = string;
/** One socket. Never reused. */
export type ConnectionId = string;

/** The order of ids: by number, and of snowflakes therefore by age. */
export function compareIds(a: string, b: string): number {
  // Their digits may be more than a double holds.
  return a.length - b.length || (a < b ? -1 : Number(a > b));
}

/** The room that everyone is a member of from the start. */
export const LOBBY_ID: ConversationId = '1';
/** The channel of everyone; it has no membership rows. */
export const WORLD_ID: ConversationId = '2';
