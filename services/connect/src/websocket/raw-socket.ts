import type { Duplex } from 'node:stream';

/** Who is told what happens on a raw socket. */
interface Listener {
  read(chunk: Buffer): void;
  /** The peer has sent its last byte. */
  ended(): void;
  /** After whatever else; called once. */
  closed(): void;
}

const LISTENER = Symbol('listener');

interface RawSocket extends Duplex {
  [LISTENER]?: Listener;
}

/**
 * Tells `listener` of all that happens. The handlers are the same for all sockets: a closure each
 * for every event would cost an idle one a third of a kilobyte.
 */
export function listenTo(raw: RawSocket, listener: Listener): void {
  raw[LISTENER] = listener;
  // Node's own is for sockets that end with their peer. Those of an HTTP server do not, and two
  // listeners of one event are an array: a tenth of a kilobyte.
  for (const own of raw.listeners('end')) raw.off('end', own as () => void);
  raw.on('data', onData);
  raw.on('end', onEnd);
  raw.on('error', onError);
  raw.on('close', onClose);
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
