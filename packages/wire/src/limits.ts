/** Every limit a client can meet. They are sent in `welcome`; docs/delivery.md says what lies beyond each. */
export interface Limits {
  /** A client's frame; beyond it the socket is closed with 1009. */
  frameBytes: number;
  /** Characters of a text; beyond it `invalid_request`. */
  textChars: number;
  /** Frames a connection may send in a second, on average; beyond it `rate_limited`. */
  framesPerSecond: number;
  /** Frames that may come at once before the average counts. */
  frameBurst: number;
  /** Entries in one page of history. */
  pageSize: number;
  /** Time from opening the socket to a valid `hello`; beyond it close code `handshake_timeout`. */
  helloTimeoutMs: number;
  /** The client sends something at least this often; after twice that the socket is closed. */
  heartbeatMs: number;
  /** Bytes that may wait for one socket; beyond it close code `too_slow`. */
  outboundBytes: number;
  groupMembers: number;
  /** Characters of a user's name and of a title. */
  nameChars: number;
  /** People whose presence a connection may watch at a time; beyond it `invalid_request`. */
  watchedUsers: number;
}

export const DEFAULT_LIMITS: Limits = {
  frameBytes: 65_536,
  textChars: 8_000,
  framesPerSecond: 100,
  frameBurst: 500,
  pageSize: 200,
  helloTimeoutMs: 10_000,
  heartbeatMs: 25_000,
  outboundBytes: 4_194_304,
  groupMembers: 10_000,
  nameChars: 64,
  watchedUsers: 500,
};
