import type { ServerFrame } from '@parley/wire';
import { payloadOf } from '../frames/encode-frame.ts';

/** What a frame of ours says; the same object for the same buffer. */
export type ReadNativeFrame = (frame: Buffer) => ServerFrame;

/**
 * Reads the frames that the node writes. One that goes to many connections is one buffer, and is parsed
 * once for all of them.
 */
export function createNativeFrameReader(): ReadNativeFrame {
  const known = new WeakMap<Buffer, ServerFrame>();
  return frame => {
    const before = known.get(frame);
    if (before !== undefined) return before;
    const read = JSON.parse(payloadOf(frame).toString()) as ServerFrame;
    known.set(frame, read);
    return read;
  };
}
