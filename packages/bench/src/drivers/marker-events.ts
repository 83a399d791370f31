import { findMarker, MARKER_BYTES, markerNumber, markerTimeUs } from '../load/marker.ts';
import type { Reading } from './driver.ts';

/**
 * Every marker of a frame as an event of a server that numbers nothing: the stream is the sender,
 * which the reader of the events finds from the number, so stream, seq and id are all the number.
 */
export function readMarkers(payload: Buffer, reading: Reading): void {
  let at = findMarker(payload, 0, payload.length);
  while (at !== -1) {
    const number = markerNumber(payload, at);
    reading.events.push(number, number, number, markerTimeUs(payload, at), number);
    at = findMarker(payload, at + MARKER_BYTES, payload.length);
  }
}
