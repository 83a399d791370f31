/**
 * How the frames of a protocol lie in a stream of bytes: two letters that name it, the length of the
 * whole frame, the body.
 */
export interface Framing {
  /** Two ASCII letters. */
  readonly name: string;
  readonly headerBytes: number;
  /** The longest body that is taken. */
  readonly maxBodyBytes: number;
  /** The length, header included, as it stands at `at`. */
  readLength(bytes: Buffer, at: number): number;
  writeLength(bytes: Buffer, length: number, at: number): void;
}

/** Bytes of the name. */
export const NAME_BYTES = 2;

/** A length of four bytes, big-endian. */
export function longFraming(name: string, maxBodyBytes: number): Framing {
  return {
    name,
    headerBytes: NAME_BYTES + 4,
    maxBodyBytes,
    readLength: (bytes, at) => bytes.readUInt32BE(at),
    writeLength: (bytes, length, at) => void bytes.writeUInt32BE(length, at),
  };
}

/** A length of two bytes, big-endian and signed: 32767 is the most that it can say. */
export function shortFraming(name: string): Framing {
  const headerBytes = NAME_BYTES + 2;
  return {
    name,
    headerBytes,
    maxBodyBytes: 32_767 - headerBytes,
    readLength: (bytes, at) => bytes.readInt16BE(at),
    writeLength: (bytes, length, at) => void bytes.writeInt16BE(length, at),
  };
}

/** A whole frame, ready for the socket. */
export function encodeFrame(framing: Framing, body: Buffer | string): Buffer {
  const { name, headerBytes } = framing;
  const length = headerBytes + Buffer.byteLength(body);
  // Not from Node's pool: a slow reader would keep 8 KB of it alive for each small frame.
  const frame = Buffer.allocUnsafeSlow(length);
  frame.write(name, 'latin1');
  framing.writeLength(frame, length, NAME_BYTES);
  if (typeof body === 'string') frame.write(body, headerBytes);
  else frame.set(body, headerBytes);
  return frame;
}
