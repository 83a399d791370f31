import type { SharedText } from './shared-text.ts';

/** Who is told what happens on a connection. */
export interface LineOwner {
  /** The answer to the upgrade, up to the blank line. */
  upgraded(head: string): void;
  /** A whole frame; the bytes are valid during the call. */
  frame(opcode: number, bytes: Buffer, from: number, to: number): void;
  /** A text, once `share` has been called. */
  text(text: SharedText, atUs: number): void;
  /** It has ended, and not by `destroy`. */
  ended(reason: string): void;
}

/** A connection to a server that speaks WebSocket. */
export interface Line {
  write(bytes: Buffer): void;
  /** From now on the owner is told texts, each distinct one read once, and not their frames. */
  share(): void;
  /** Cuts it without a closing handshake, as a network does. */
  destroy(): void;
}

/** What reading and writing all connections has cost up to now, beyond this process. */
export interface ReaderCost {
  cpuUs: number;
  busyUs: number;
}

/** All connections of a load process, and how they are read. */
export interface Lines {
  readonly reader: 'C' | 'Node';
  readonly cost: ReaderCost;
  dial(url: URL, localAddress: string | undefined, owner: LineOwner): Line;
  close(): void;
}

/**
 * Called after some texts have been told that arrived at one time.
 */
export type OnArrived = (atUs: number) => void;
