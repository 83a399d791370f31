import type { Duplex } from 'node:stream';
import type { WriteBytes } from './direct-write.ts';

/** Who is told what happens on a raw socket. */
export interface SocketListener {
  read(chunk: Buffer): void;
  /** The peer has sent its last byte. */
  ended(): void;
  /** After whatever else; called once. */
  closed(): void;
}

const LISTENER = Symbol('listener');

/** Up to here copying frames into one buffer is quicker than handing over several. */
const JOIN_BYTES = 65_536;

interface RawSocket extends Duplex {
  [LISTENER]?: SocketListener;
}

/**
 * Tells `listener` of all that happens, and nobody else from now on. The handlers are the same for all sockets: a closure each
 * for every event would cost an idle one a third of a kilobyte.
 */
export function listenTo(raw: RawSocket, listener: SocketListener): void {
  const isFirst = raw[LISTENER] === undefined;
  raw[LISTENER] = listener;
  if (!isFirst) return;
  // Node's own is for sockets that end with their peer. Those of an HTTP server do not, and two
  // listeners of one event are an array: a tenth of a kilobyte.
  for (const own of raw.listeners('end')) raw.off('end', own as () => void);
  raw.on('data', onData);
  raw.on('end', onEnd);
  raw.on('error', onError);
  raw.on('close', onClose);
}

/** Writes whole frames; together, so that they cost one system call. */
export function writeFrames(raw: Duplex, frames: readonly Buffer[], writeBytes: WriteBytes): void {
  const [first] = frames;
  if (first !== undefined && frames.length === 1) {
    writeBytes(raw, first);
    return;
  }
  let bytes = 0;
  for (const frame of frames) bytes += frame.length;
  if (bytes <= JOIN_BYTES) {
    writeBytes(raw, Buffer.concat(frames, bytes));
    return;
  }
  raw.cork();
  for (const frame of frames) raw.write(frame);
  raw.uncork();
}

/** Calls back once, when everything written has left or never will. */
export function onceDrained(raw: Duplex, callback: () => void): void {
  if (raw.destroyed) {
    callback();
    return;
  }
  const done = () => {
    raw.off('drain', done);
    raw.off('close', done);
    callback();
  };
  raw.on('drain', done);
  raw.on('close', done);
}

function onData(this: RawSocket, chunk: Buffer): void {
  this[LISTENER]?.read(chunk);
}

function onEnd(this: RawSocket): void {
  this[LISTENER]?.ended();
}

/** What has gone wrong with a socket is no news: `close` follows. */
function onError(): void {}

function onClose(this: RawSocket): void {
  this[LISTENER]?.closed();
}
