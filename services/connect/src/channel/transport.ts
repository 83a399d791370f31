/** What a channel needs of its socket. */
export interface Transport {
  /** Bytes that wait to be sent. */
  readonly writableLength: number;
  /** Writes whole frames; together, so that they cost one system call. Nothing once it is closing. */
  write(frames: readonly Buffer[]): void;
  /** Calls back once, when everything written has left or never will. */
  onceDrained(callback: () => void): void;
  /** Whether it is not being read, see `pause`. */
  readonly isPaused: boolean;
  ping(): void;
  /** Stops reading: the peer's writes wait (TCP back-pressure). A few frames may still come. */
  pause(): void;
  resume(): void;
  /** The closing handshake; a peer that does not take part is cut off after a grace. */
  close(code: number, reason: string): void;
  /** Cuts it off. */
  terminate(): void;
}
