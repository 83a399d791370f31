import type { Duplex } from 'node:stream';
import { getSystemErrorName } from 'node:util';

/** Writes bytes to a socket; they must not change afterwards, and may be written to others too. */
export type WriteBytes = (raw: Duplex, bytes: Buffer) => void;

export const writeToStream: WriteBytes = (raw, bytes) => {
  raw.write(bytes);
};

/** What Node has below its streams, as `net.Socket` itself uses it. It is no public interface. */
interface Below {
  readonly TCP: new (...args: never) => Handle;
  /** Of one write; the system may hold on to it until `oncomplete`. */
  readonly WriteWrap: new () => WriteRequest;
  /** What became of the latest write, by index. */
  readonly streamBaseState: Int32Array;
  readonly kLastWriteWasAsync: number;
}

interface Handle {
  /** Returns 0, or the number of an error. */
  writeBuffer(request: WriteRequest, bytes: Buffer): number;
}

interface WriteRequest {
  oncomplete?: (status: number) => void;
  /** Keeps the memory: the system knows only its address. */
  buffer?: Buffer;
}

/** A stream that is a `net.Socket` has these. */
type RawSocket = Duplex & { _handle?: unknown; connecting?: boolean; timeout?: number };

/** Nodes on which all of `direct-write.test.ts` has passed. */
const TRIED_MAJORS = ['24'];

/**
 * Writes past the stream while nothing waits in it: of what a frame costs here besides the system
 * call that is half (0.6 of 1.2 µs). What the system does not take at once becomes a write of the
 * stream like any other: it counts as waiting, what is written next waits behind it, and an error
 * destroys the socket. TLS, a socket with a timeout and a Node that is not known get the stream alone.
 */
export function createDirectWrite(
  below: Partial<Below> = findBelow(process.versions.node),
): WriteBytes {
  if (!isComplete(below)) return writeToStream;
  const { TCP, WriteWrap, streamBaseState, kLastWriteWasAsync } = below;
  // Untouched by a write that was done at once, and so good for the next one.
  let request = new WriteWrap();

  return (raw: RawSocket, bytes) => {
    const handle = raw._handle;
    if (!(handle instanceof TCP) || !isIdle(raw)) {
      raw.write(bytes);
      return;
    }
    const error = handle.writeBuffer(request, bytes);
    if (error === 0 && streamBaseState[kLastWriteWasAsync] === 0) return;
    const used = request;
    request = new WriteWrap();
    if (error === 0) adopt(raw, bytes, used);
    else raw.destroy(writeError(error));
  };
}

/** Nothing waits in the stream, and it takes more. Its timeout would not see what goes past it. */
function isIdle(raw: RawSocket): boolean {
  return (
    raw.writable &&
    raw.writableLength === 0 &&
    raw.writableCorked === 0 &&
    !raw.connecting &&
    !raw.timeout
  );
}

/** Makes the stream believe that it has begun this write. */
function adopt(raw: RawSocket, bytes: Buffer, request: WriteRequest): void {
  request.buffer = bytes;
  raw._write = (_bytes, _encoding, done) => {
    request.oncomplete = status => done(status < 0 ? writeError(status) : null);
  };
  raw.write(bytes);
  // What the prototype has is seen again.
  Reflect.deleteProperty(raw, '_write');
}

function writeError(status: number): Error {
  return new Error(`write ${getSystemErrorName(status)}`);
}

/** Nothing on another Node, or where it keeps this to itself (`--permission`). */
export function findBelow(version: string): Partial<Below> {
  const { binding } = process as { binding?: (name: string) => object };
  if (binding === undefined || !TRIED_MAJORS.includes(version.split('.', 1)[0] ?? '')) return {};
  try {
    return { ...binding('tcp_wrap'), ...binding('stream_wrap') };
  } catch {
    return {};
  }
}

function isComplete(below: Partial<Below>): below is Below {
  const { TCP, WriteWrap, streamBaseState, kLastWriteWasAsync } = below;
  return (
    typeof TCP?.prototype?.writeBuffer === 'function' &&
    typeof WriteWrap === 'function' &&
    ArrayBuffer.isView(streamBaseState) &&
    kLastWriteWasAsync !== undefined &&
    kLastWriteWasAsync in streamBaseState
  );
}
