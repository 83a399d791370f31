/** A final text frame (RFC 6455 5.2), and the bit that says that the payload is masked. */
const FINAL_TEXT = 0x81;
const MASKED = 0x80;
/** Not all zero: servers skip unmasking then, which they cannot with real clients. */
const MASK = Buffer.from([0x5a, 0xc3, 0x1f, 0x86]);

/** Some digits of a prepared frame that differ from one message to the next. */
interface Slot {
  at: number;
  digits: number;
  holds: 'number' | 'time';
}

/** A client's text frame, masked. */
export function maskedFrame(text: string, opcode = FINAL_TEXT): Buffer {
  const payload = Buffer.from(text);
  const head = header(payload.length, opcode);
  const frame = Buffer.concat([head, payload]);
  for (let i = 0; i < payload.length; i++) {
    frame[head.length + i] = (payload[i] ?? 0) ^ (MASK[i & 3] ?? 0);
  }
  return frame;
}

function header(payloadBytes: number, opcode: number): Buffer {
  if (payloadBytes < 126) return Buffer.from([opcode, MASKED | payloadBytes, ...MASK]);
  if (payloadBytes >= 65_536)
    throw new RangeError('a frame of the load client has at most 65535 bytes');
  return Buffer.from([opcode, MASKED | 126, payloadBytes >> 8, payloadBytes & 0xff, ...MASK]);
}

/**
 * A text of which only some decimal numbers change: masked once, and per message only those digits
 * are written again. In `text`, a run of `#` is the place of the message's number in so many digits,
 * a run of `%` that of its time.
 */
export class FrameTemplate {
  private readonly frame: Buffer;
  private readonly slots: readonly Slot[];
  private readonly payloadAt: number;
  private readonly masked: boolean;

  /** @param masked whether it is a WebSocket frame; otherwise the bytes go out as they are (HTTP). */
  constructor(text: string, masked = true) {
    this.masked = masked;
    this.slots = [...text.matchAll(/#+|%+/g)].map(({ 0: run, index }) => ({
      at: Buffer.byteLength(text.slice(0, index)),
      digits: run.length,
      holds: run.startsWith('#') ? 'number' : 'time',
    }));
    this.frame = masked ? maskedFrame(text) : Buffer.from(text);
    this.payloadAt = this.frame.length - Buffer.byteLength(text);
  }

  /** A new buffer with these in their places; each must fit. */
  fill(number: number, time: number): Buffer {
    const bytes = Buffer.allocUnsafe(this.frame.length);
    this.frame.copy(bytes);
    for (const { at, digits, holds } of this.slots) {
      let rest = holds === 'number' ? number : time;
      for (let digit = at + digits - 1; digit >= at; digit--) {
        const next = Math.floor(rest / 10);
        const ascii = 0x30 + (rest - next * 10);
        bytes[this.payloadAt + digit] = this.masked ? ascii ^ (MASK[digit & 3] ?? 0) : ascii;
        rest = next;
      }
    }
    return bytes;
  }
}
