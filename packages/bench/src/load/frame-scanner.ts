/** What a frame scanner finds: the payload lies in `bytes[from … to)` and is valid during the call. */
export type OnFrame = (opcode: number, bytes: Buffer, from: number, to: number) => void;

const NOTHING = Buffer.alloc(0);

/**
 * Finds the frames of a server in what a socket reads (RFC 6455 5.2), without copying whole ones.
 * Takes no fragmented messages: no server measured here sends any.
 */
export class FrameScanner {
  private rest: Buffer = NOTHING;

  /** Bytes of a frame that has not come whole yet. */
  get pendingBytes(): number {
    return this.rest.length;
  }

  /** @throws Error for a frame that is fragmented or masked. */
  push(chunk: Buffer, onFrame: OnFrame): void {
    const bytes = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    let at = 0;
    while (bytes.length - at >= 2) {
      const first = bytes[at] ?? 0;
      const second = bytes[at + 1] ?? 0;
      if ((first & 0x80) === 0 || (second & 0x80) !== 0) {
        throw new Error(`a frame begins with ${first} ${second}: fragmented or masked`);
      }
      const short = second & 0x7f;
      const header = short < 126 ? 2 : short === 126 ? 4 : 10;
      if (bytes.length - at < header) break;
      const length =
        short < 126
          ? short
          : short === 126
            ? bytes.readUInt16BE(at + 2)
            : bytes.readUInt32BE(at + 2) * 2 ** 32 + bytes.readUInt32BE(at + 6);
      const from = at + header;
      if (bytes.length - from < length) break;
      onFrame(first & 0x0f, bytes, from, from + length);
      at = from + length;
    }
    // The chunk's memory is read into again, so what is kept is copied.
    this.rest = at === bytes.length ? NOTHING : Buffer.from(bytes.subarray(at));
  }
}
