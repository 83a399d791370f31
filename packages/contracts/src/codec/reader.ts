/** The bytes of an empty field. */
export const NO_BYTES: Buffer = Buffer.alloc(0);

const WIRE_VARINT = 0;
const WIRE_64_BITS = 1;
const WIRE_LENGTH = 2;
const WIRE_32_BITS = 5;

/**
 * Reads protobuf's wire format. Each message is read up to the end that its frame gives it; who has read
 * past it is told so by `finish`, therefore the steps in between need not look.
 */
export class Reader {
  pos = 0;
  private readonly bytes: Buffer;

  /** The bytes that a message's `bytes` fields show are these: nobody may change them. */
  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  /** A varint; above 2^53 it is not exact. */
  uint(): number {
    let byte = this.bytes[this.pos++] ?? 0;
    if (byte < 0x80) return byte;
    let value = byte & 0x7f;
    for (let scale = 0x80, count = 1; count < 10; scale *= 0x80, count++) {
      byte = this.bytes[this.pos++] ?? 0;
      if (byte < 0x80) return value + byte * scale;
      value += (byte & 0x7f) * scale;
    }
    throw new RangeError(`No varint ends at byte ${this.pos}.`);
  }

  bool(): boolean {
    return this.uint() !== 0;
  }

  /** Where the length-delimited field that begins here ends. */
  end(limit: number): number {
    const length = this.uint();
    const end = this.pos + length;
    if (end > limit) throw new RangeError(`${length} bytes at byte ${this.pos} are too many.`);
    return end;
  }

  string(limit: number): string {
    const end = this.end(limit);
    const start = this.pos;
    this.pos = end;
    return start === end ? '' : this.bytes.toString(undefined, start, end);
  }

  /** Not a copy. */
  slice(limit: number): Buffer {
    const end = this.end(limit);
    const start = this.pos;
    this.pos = end;
    return start === end ? NO_BYTES : this.bytes.subarray(start, end);
  }

  /** Numbers of a repeated field that share a length. */
  uints(values: number[], limit: number): void {
    const end = this.end(limit);
    while (this.pos < end) values.push(this.uint());
    this.finish(end);
  }

  /** Passes by a field that this side does not know. Groups were given up before proto3. */
  skip(tag: number, limit: number): void {
    if (tag < 8) throw new RangeError(`No field has the tag ${tag} at byte ${this.pos}.`);
    switch (tag & 7) {
      case WIRE_VARINT:
        this.uint();
        break;
      case WIRE_64_BITS:
        this.pos += 8;
        break;
      case WIRE_LENGTH:
        this.pos = this.end(limit);
        break;
      case WIRE_32_BITS:
        this.pos += 4;
        break;
      default:
        throw new RangeError(`No field has the tag ${tag} at byte ${this.pos}.`);
    }
  }

  /** @throws RangeError when what was read does not end here. */
  finish(end: number): void {
    if (this.pos !== end) throw new RangeError(`A message ends at byte ${end}, not ${this.pos}.`);
  }
}
