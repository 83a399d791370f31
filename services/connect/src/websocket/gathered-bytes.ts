/** The least that is reserved at once. */
const FIRST_BYTES = 256;

/**
 * Bytes that come piece by piece, in one buffer that doubles: whoever sends them one by one holds at
 * most twice as much memory as has been sent, and never what was only announced.
 */
export class GatheredBytes {
  private bytes = Buffer.alloc(0);
  private used = 0;

  get length(): number {
    return this.used;
  }

  add(piece: Buffer): void {
    const needed = this.used + piece.length;
    if (needed > this.bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(FIRST_BYTES, needed, 2 * this.bytes.length));
      larger.set(this.bytes.subarray(0, this.used));
      this.bytes = larger;
    }
    this.bytes.set(piece, this.used);
    this.used = needed;
  }

  all(): Buffer {
    return this.bytes.subarray(0, this.used);
  }
}
