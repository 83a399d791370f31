/**
 * Why a socket is closed. The range is the policy: 4000–4499 says "connect again and resume",
 * 4500–4999 "do not, until something has changed". (The idea of ranges is Centrifugo's.)
 */
export const CLOSE = {
  /** The node is going away; the reason holds how long to wait: `{"afterMs":1200}`. */
  going_away: 4000,
  /** The client read too slowly; nothing is lost, resume by seq. */
  too_slow: 4001,
  /** Nothing was heard for twice the heartbeat. */
  idle_timeout: 4002,
  /** No valid `hello` in time. */
  handshake_timeout: 4003,
  /** The tiers behind are not reachable now. */
  unavailable: 4004,
  /** The rate limit was exceeded by far; wait before coming back. */
  flooding: 4005,
  /** The token is unknown, forged or expired: refresh it or sign in again. */
  unauthenticated: 4500,
  /** This device was signed out. */
  session_revoked: 4501,
  /** The same device connected again; this is the older socket. */
  replaced: 4502,
  /** The first frame was no `hello`, or frames kept being unreadable. */
  protocol_error: 4503,
  /** The client speaks a version that the server does not. */
  unsupported_version: 4504,
} as const;

export type CloseName = keyof typeof CLOSE;
export type CloseCode = (typeof CLOSE)[CloseName];

/** WebSocket's own codes that Parley uses too. */
export const WS_CLOSE = { normal: 1000, unsupportedData: 1003, tooBig: 1009 } as const;

/** Whether a client should come back by itself after this close code. */
export function shouldReconnect(code: number): boolean {
  if (code === WS_CLOSE.normal || code === WS_CLOSE.unsupportedData) return false;
  if (code === WS_CLOSE.tooBig) return false;
  return code < 4500 || code > 4999;
}
