import type { ErrorBody } from '@parley/core';
import { CLOSE, type CloseName } from '@parley/wire';

/** What a person should read of each close code. */
const WORDS: Readonly<Record<CloseName, string>> = {
  going_away: 'The server is about to stop. Please connect again.',
  too_slow: 'Too much waited to be read. Please connect again.',
  idle_timeout: 'Nothing was read for too long. Please connect again.',
  handshake_timeout: 'Nobody signed in on this connection in time. Please connect again.',
  unavailable: 'The server cannot answer now. Please try again.',
  flooding: 'Too much came at once. Please wait a little and connect again.',
  unauthenticated: 'The token is not valid. Please sign in again.',
  session_revoked: 'This device was signed out. Please sign in again.',
  replaced: 'This connection was replaced by a newer one.',
  protocol_error: 'There is no such room, or the frame could not be read.',
  unsupported_version: 'This version is not supported.',
};

const NAMES = new Map<number, CloseName>(
  Object.entries(CLOSE).map(([name, code]) => [code, name as CloseName]),
);

/** The last body of a connection. @param reason as on a WebSocket: the code's name, or more */
export function farewellBody(code: number, reason: string): string {
  const name = NAMES.get(code);
  const isPlain = name === undefined || (reason !== name && name !== 'going_away');
  return JSON.stringify({ code, msg: isPlain ? reason : WORDS[name], op: 0 });
}

/** A text was not sent (op 3). gochat has one code for whatever failed. */
export function refusalBody({ message }: ErrorBody): string {
  return JSON.stringify({ code: 1, msg: message, op: 3 });
}
