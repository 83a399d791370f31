import type { Driver, Reading } from '../drivers/driver.ts';

/** Neighbours of one stream that follow each other without a gap. */
export interface Stretch {
  stream: number;
  first: number;
  last: number;
}

/** A distinct text, read once for all sockets that it comes to. */
export interface SharedText {
  readonly reading: Reading;
  /** All its events as one stretch, if they are one. Known once it has been held against others. */
  stretch: Stretch | undefined;
  /** Sockets that had it whole, in order and for the first time, and have not been counted. */
  arrivals: number;
}

export function readText(driver: Driver, payload: Buffer): SharedText {
  const reading = emptyReading();
  driver.read(payload, reading);
  return { reading, stretch: undefined, arrivals: 0 };
}

export function emptyReading(): Reading {
  return { acks: [], ackPlaces: [], events: [], refused: 0, answer: undefined, isCompared: false };
}
