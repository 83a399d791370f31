import { type Fault, protocolError, STATUS } from './close-codes.ts';

export const OPCODE = {
  continuation: 0,
  text: 1,
  binary: 2,
  close: 8,
  ping: 9,
  pong: 10,
} as const;

/** The start of a frame (RFC 6455 5.2). */
export interface FrameHeader {
  readonly isFinal: boolean;
  readonly opcode: number;
  /** The four bytes that the payload is masked with, the first one highest. */
  readonly maskingKey: number;
  readonly payloadBytes: number;
  /** Bytes of the header itself. */
  readonly headerBytes: number;
}

/** No control frame may be longer (5.5). */
export const MAX_CONTROL_BYTES = 125;
const FIRST_CONTROL_OPCODE = 8;
const MASK_BYTES = 4;

export function isControl(opcode: number): boolean {
  return opcode >= FIRST_CONTROL_OPCODE;
}

/**
 * Reads the header that begins at `at`: undefined if it is not all there, a fault if no client may send
 * it. Lengths that are written with more bytes than they need are taken.
 */
export function readHeader(bytes: Buffer, at: number): FrameHeader | Fault | undefined {
  if (bytes.length - at < 2) return undefined;
  const first = bytes.readUInt8(at);
  const second = bytes.readUInt8(at + 1);
  const opcode = first & 0x0f;
  const isFinal = (first & 0x80) !== 0;
  const short = second & 0x7f;
  const fault = faultOf(first, opcode, isFinal, second, short);
  if (fault !== undefined) return fault;
  const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0;
  const maskAt = at + 2 + lengthBytes;
  if (bytes.length < maskAt + MASK_BYTES) return undefined;
  let payloadBytes = short;
  if (short === 126) payloadBytes = bytes.readUInt16BE(at + 2);
  if (short === 127) {
    // No limit comes near 2^32 bytes.
    if (bytes.readUInt32BE(at + 2) > 0) return { code: STATUS.tooBig, reason: 'too long' };
    payloadBytes = bytes.readUInt32BE(at + 6);
  }
  const maskingKey = bytes.readUInt32BE(maskAt);
  return { isFinal, opcode, maskingKey, payloadBytes, headerBytes: maskAt + MASK_BYTES - at };
}

function faultOf(
  first: number,
  opcode: number,
  isFinal: boolean,
  second: number,
  short: number,
): Fault | undefined {
  if ((first & 0x70) !== 0) return protocolError('reserved bit');
  if (opcode > OPCODE.pong || (opcode > OPCODE.binary && !isControl(opcode))) {
    return protocolError('unknown opcode');
  }
  if ((second & 0x80) === 0) return protocolError('not masked');
  if (!isControl(opcode)) return undefined;
  if (!isFinal) return protocolError('control frame in fragments');
  return short > MAX_CONTROL_BYTES ? protocolError('control frame too long') : undefined;
}

/** Takes the mask off in place (5.3); `from` is the place of the first byte in its payload. */
export function unmask(bytes: Buffer, maskingKey: number, from: number): void {
  const mask = [
    maskingKey >>> 24,
    (maskingKey >>> 16) & 0xff,
    (maskingKey >>> 8) & 0xff,
    maskingKey & 0xff,
  ];
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = (bytes[i] ?? 0) ^ (mask[(from + i) & 3] ?? 0);
  }
}
