import { STATUS } from './close-codes.ts';
import { MAX_CONTROL_BYTES, OPCODE } from './frame-header.ts';

const FINAL = 0x80;
const HEADER_BYTES = 2;
const encoder = new TextEncoder();

/** A control frame of a server: final and not masked. At most 125 bytes of payload. */
function controlFrame(opcode: number, payload: Uint8Array): Buffer {
  const frame = Buffer.allocUnsafeSlow(HEADER_BYTES + payload.length);
  frame[0] = FINAL | opcode;
  frame[1] = payload.length;
  frame.set(payload, HEADER_BYTES);
  return frame;
}

/** One for all sockets: it is only read. */
export const PING_FRAME = controlFrame(OPCODE.ping, new Uint8Array());

export function pongFrame(payload: Buffer): Buffer {
  return controlFrame(OPCODE.pong, payload);
}

/** As much of the reason as fits is sent; for the code 1005, neither. */
export function closeFrame(code: number, reason: string): Buffer {
  if (code === STATUS.none) return controlFrame(OPCODE.close, new Uint8Array());
  const payload = Buffer.alloc(MAX_CONTROL_BYTES);
  payload.writeUInt16BE(code);
  const { written } = encoder.encodeInto(reason, payload.subarray(2));
  return controlFrame(OPCODE.close, payload.subarray(0, 2 + written));
}
