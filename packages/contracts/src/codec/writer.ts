import type { Count } from './values.ts';

const FIRST_BYTES = 8_192;
/** Memory for larger messages, which are rare, is given back. */
const KEPT_BYTES = 1_048_576;
const MAX_VARINT_BYTES = 10;
/** Up to here a loop is quicker than the two calls into native code. */
const SHORT_TEXT = 48;
const TWO_POW_28 = 2 ** 28;

/**
 * Writes protobuf's wire format from the end to the beginning: when the length of a message is due, the
 * message is there already, and nothing is measured beforehand or moved afterwards. Each field is
 * therefore written value first and tag last, and the last field comes first.
 */
export class Writer {
  /** One message after another is written in here. */
  private bytes: Buffer = Buffer.allocUnsafe(FIRST_BYTES);
  private pos = FIRST_BYTES;

  /** How many bytes there are; given to `message` it tells where the message ends. */
  get size(): number {
    return this.bytes.length - this.pos;
  }

  /** What was written, in memory of its own. The writer is empty then. */
  finish(): Buffer {
    const written = Buffer.allocUnsafe(this.size);
    this.bytes.copy(written, 0, this.pos);
    if (this.bytes.length > KEPT_BYTES) this.bytes = Buffer.allocUnsafe(FIRST_BYTES);
    this.clear();
    return written;
  }

  /** Forgets what was not finished. */
  clear(): void {
    this.pos = this.bytes.length;
  }

  uint(value: Count, tag: number): void {
    this.makeRoom(2 * MAX_VARINT_BYTES);
    this.varint(typeof value === 'number' ? value : Number(value));
    this.varint(tag);
  }

  bool(value: boolean, tag: number): void {
    this.makeRoom(1 + MAX_VARINT_BYTES);
    this.varint(value ? 1 : 0);
    this.varint(tag);
  }

  string(value: string, tag: number): void {
    const { length } = value;
    this.makeRoom(3 * length + 2 * MAX_VARINT_BYTES);
    const end = this.pos;
    if (length > SHORT_TEXT || !this.ascii(value)) {
      this.pos = end - Buffer.byteLength(value);
      this.bytes.write(value, this.pos, end - this.pos);
    }
    this.varint(end - this.pos);
    this.varint(tag);
  }

  slice(value: Uint8Array | string, tag: number): void {
    const bytes = typeof value === 'string' ? Buffer.from(value, 'base64') : value;
    this.makeRoom(bytes.length + 2 * MAX_VARINT_BYTES);
    this.pos -= bytes.length;
    this.bytes.set(bytes, this.pos);
    this.varint(bytes.length);
    this.varint(tag);
  }

  strings(values: readonly string[], tag: number): void {
    for (let i = values.length - 1; i >= 0; i--) this.string(values[i] ?? '', tag);
  }

  slices(values: readonly (Uint8Array | string)[], tag: number): void {
    for (let i = values.length - 1; i >= 0; i--) this.slice(values[i] ?? '', tag);
  }

  /** Numbers of a repeated field share a length. */
  uints(values: readonly Count[], tag: number): void {
    this.makeRoom((values.length + 2) * MAX_VARINT_BYTES);
    const end = this.size;
    for (let i = values.length - 1; i >= 0; i--) this.varint(Number(values[i]));
    this.message(end, tag);
  }

  /** @param end the `size` before the first byte of the message was written */
  message(end: number, tag: number): void {
    this.makeRoom(2 * MAX_VARINT_BYTES);
    this.varint(this.size - end);
    this.varint(tag);
  }

  /** false: there is something else in it, and nothing is written. */
  private ascii(value: string): boolean {
    const { bytes } = this;
    let { pos } = this;
    for (let i = value.length - 1; i >= 0; i--) {
      const code = value.charCodeAt(i);
      if (code > 0x7f) return false;
      bytes[--pos] = code;
    }
    this.pos = pos;
    return true;
  }

  /** What is no count is 0. The room is there. */
  private varint(value: number): void {
    const { bytes } = this;
    if (!(value >= 0x80)) {
      bytes[--this.pos] = Math.max(value, 0);
    } else if (value < TWO_POW_28) {
      if (value >= 0x200000) bytes[--this.pos] = value >>> 21;
      if (value >= 0x4000) bytes[--this.pos] = (value >>> 14) | (value >= 0x200000 ? 0x80 : 0);
      bytes[--this.pos] = (value >>> 7) | (value >= 0x4000 ? 0x80 : 0);
      bytes[--this.pos] = value | 0x80;
    } else {
      const low = value % TWO_POW_28;
      this.varint((value - low) / TWO_POW_28);
      bytes[--this.pos] = (low >>> 21) | 0x80;
      bytes[--this.pos] = (low >>> 14) | 0x80;
      bytes[--this.pos] = (low >>> 7) | 0x80;
      bytes[--this.pos] = low | 0x80;
    }
  }

  private makeRoom(bytes: number): void {
    if (this.pos < bytes) this.grow(bytes);
  }

  private grow(bytes: number): void {
    const { size } = this;
    const larger = Buffer.allocUnsafe(Math.max(2 * this.bytes.length, size + bytes));
    this.bytes.copy(larger, larger.length - size, this.pos);
    this.bytes = larger;
    this.pos = larger.length - size;
  }
}
