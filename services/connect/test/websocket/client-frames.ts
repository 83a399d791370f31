import { randomBytes } from 'node:crypto';

export const TEXT = 1;
export const BINARY = 2;
export const CONTINUATION = 0;
export const CLOSE = 8;
export const PING = 9;
export const PONG = 10;

interface Shape {
  isFinal?: boolean;
  /** The three reserved bits as a number. */
  reserved?: number;
  isMasked?: boolean;
  maskingKey?: Buffer;
}

/** A frame as a client sends it, right or wrong. */
export function clientFrame(opcode: number, payload: string | Buffer = '', shape: Shape = {}) {
  const { isFinal = true, reserved = 0, isMasked = true, maskingKey = randomBytes(4) } = shape;
  const data = Buffer.from(payload);
  const head = [(isFinal ? 0x80 : 0) | (reserved << 4) | opcode];
  const mark = isMasked ? 0x80 : 0;
  if (data.length < 126) head.push(mark | data.length);
  else if (data.length < 65_536) head.push(mark | 126, data.length >> 8, data.length & 0xff);
  else {
    const length = Buffer.alloc(8);
    length.writeBigUInt64BE(BigInt(data.length));
    head.push(mark | 127, ...length);
  }
  if (!isMasked) return Buffer.concat([Buffer.from(head), data]);
  for (let i = 0; i < data.length; i++) data[i] = (data[i] ?? 0) ^ (maskingKey[i & 3] ?? 0);
  return Buffer.concat([Buffer.from(head), maskingKey, data]);
}

export function closePayload(code: number, reason: string | Buffer = ''): Buffer {
  return Buffer.concat([Buffer.from([code >> 8, code & 0xff]), Buffer.from(reason)]);
}

/** A message in fragments; the last one is final. */
export function inFragments(opcode: number, ...pieces: (string | Buffer)[]): Buffer[] {
  return pieces.map((piece, i) =>
    clientFrame(i === 0 ? opcode : CONTINUATION, piece, { isFinal: i === pieces.length - 1 }),
  );
}

/** Cuts bytes every `size`. */
export function chopped(bytes: Buffer, size: number): Buffer[] {
  const count = Math.ceil(bytes.length / size);
  return Array.from({ length: count }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
}
