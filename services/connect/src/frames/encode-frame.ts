/** A final text frame (RFC 6455 5.2): FIN and opcode 1. What a server sends is never masked. */
const FINAL_TEXT = 0x81;

/** Bytes of the header before a payload of this size. */
export function headerBytes(payloadBytes: number): number {
  if (payloadBytes < 126) return 2;
  return payloadBytes < 65_536 ? 4 : 10;
}

/** Writes the header to the start of `frame`; returns where the payload begins. */
function writeHeader(frame: Buffer, payloadBytes: number): number {
  frame[0] = FINAL_TEXT;
  if (payloadBytes < 126) {
    frame[1] = payloadBytes;
    return 2;
  }
  if (payloadBytes < 65_536) {
    frame[1] = 126;
    return frame.writeUInt16BE(payloadBytes, 2);
  }
  frame[1] = 127;
  // The upper half of a 64-bit length; 2^32 bytes are far beyond any frame.
  frame.writeUInt32BE(0, 2);
  return frame.writeUInt32BE(payloadBytes, 6);
}

/** A text as a whole WebSocket frame, ready for the raw socket. */
export function encodeText(text: string): Buffer {
  const payloadBytes = Buffer.byteLength(text);
  const frame = Buffer.allocUnsafe(headerBytes(payloadBytes) + payloadBytes);
  frame.write(text, writeHeader(frame, payloadBytes));
  return frame;
}

/** What a frame of ours carries: its bytes without the header, and not a copy. */
export function payloadOf(frame: Buffer): Buffer {
  const length = frame[1] ?? 0;
  return frame.subarray(length < 126 ? 2 : length === 126 ? 4 : 10);
}

const COMMA = 0x2c;

/**
 * `head`, the items separated by commas, `tail` as one frame: JSON around values that are JSON
 * already and are not looked into.
 */
export function encodeList(head: string, items: readonly Buffer[], tail: string): Buffer {
  let payloadBytes = Buffer.byteLength(head) + Buffer.byteLength(tail);
  payloadBytes += Math.max(0, items.length - 1);
  for (const item of items) payloadBytes += item.length;

  // Not from Node's pool: a slow reader would keep 8 KB of it alive for each small frame.
  const frame = Buffer.allocUnsafeSlow(headerBytes(payloadBytes) + payloadBytes);
  let at = writeHeader(frame, payloadBytes);
  at += frame.write(head, at);
  let first = true;
  for (const item of items) {
    if (!first) frame[at++] = COMMA;
    first = false;
    frame.set(item, at);
    at += item.length;
  }
  frame.write(tail, at);
  return frame;
}
