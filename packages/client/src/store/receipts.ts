import type { UserId } from '@parley/core';
import type { MemberPosition } from '@parley/wire';

/** How far an own message has come: to the server, to everybody's device, before everybody's eyes. */
export type ReceiptState = 'sent' | 'delivered' | 'read';

/** How far the members of a conversation are, at one moment. Never changed: a new one replaces it. */
export class Receipts {
  /** By user, oneself not included. Empty where nobody is told, and until it was asked for. */
  readonly positions: ReadonlyMap<UserId, MemberPosition>;

  constructor(positions: ReadonlyMap<UserId, MemberPosition>) {
    this.positions = positions;
  }

  /** What holds for an own message at `seq`: `delivered` and `read` only if it is so for all others. */
  receiptOf(seq: number): ReceiptState {
    // Who came later never gets it.
    const others = [...this.positions.values()].filter(one => one.visibleFromSeq <= seq);
    if (others.length === 0 || others.some(one => one.deliveredSeq < seq)) return 'sent';
    return others.every(one => one.readSeq >= seq) ? 'read' : 'delivered';
  }

  /** Who of the others has read what is at `seq`. */
  readersOf(seq: number): UserId[] {
    return [...this.positions.values()]
      .filter(({ readSeq, visibleFromSeq }) => visibleFromSeq <= seq && readSeq >= seq)
      .map(({ userId }) => userId);
  }
}
