import type { ServerFrame } from '@parley/wire';
import { payloadOf } from '../frames/encode-frame.ts';
import { madeOnce } from '../frames/made-once.ts';

/** What a frame of ours says; the same object for the same buffer. */
export type ReadNativeFrame = (frame: Buffer) => ServerFrame;

/**
 * Reads the frames that the node writes. One that goes to many connections is one buffer, and is parsed
 * once for all of them.
 */
export function createNativeFrameReader(): ReadNativeFrame {
  return madeOnce(frame => JSON.parse(payloadOf(frame).toString()) as ServerFrame);
}
