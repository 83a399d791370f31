/** Codes of WebSocket itself (RFC 6455 7.4.1) that this side sends or reports. */
export const STATUS = {
  normal: 1000,
  protocolError: 1002,
  /** Never on the wire: the peer's close frame had no code. */
  none: 1005,
  /** Never on the wire: the connection ended without a close frame. */
  abnormal: 1006,
  invalidPayload: 1007,
  tooBig: 1009,
} as const;

/** Whether a close frame may carry it: those of the registry, of libraries (3xxx) and private ones (4xxx). */
export function isCloseCode(code: number): boolean {
  if (code >= 3000) return code <= 4999;
  return code >= 1000 && code <= 1014 && code !== 1004 && code !== 1005 && code !== 1006;
}

/** What a peer has done wrong: the code that it is closed with, and why. */
export interface Fault {
  readonly code: number;
  readonly reason: string;
}

export function protocolError(reason: string): Fault {
  return { code: STATUS.protocolError, reason };
}
