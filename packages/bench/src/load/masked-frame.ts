/** A final text frame (RFC 6455 5.2), and the bit that says that the payload is masked. */
const FINAL_TEXT = 0x81;
const MASKED = 0x80;
/** Not all zero: servers skip unmasking then, which they cannot with real clients. */
const MASK = Buffer.from([0x5a, 0xc3, 0x1f, 0x86]);
const ZERO = 0x30;
const LETTER_A = 0x61;

/** What some digits of a prepared frame say, which differs from one message to the next. */
const HOLDS = { '#': 'number', '%': 'time', '^': 'now', '~': 'random' } as const;

type Mark = keyof typeof HOLDS;

interface Slot {
  at: number;
  digits: number;
  holds: (typeof HOLDS)[Mark];
}

/**
 * The places of a clientId of the form that our SDK gives it: 9 digits of time, then what differs
 * within a millisecond, 23 characters in all. A database sorts by it, so its form decides what a
 * message costs there. The SDK's own `newId` takes the load some 7 µs, this a tenth.
 */
export const CLIENT_ID_PLACES = `${'^'.repeat(9)}${'~'.repeat(4)}${'#'.repeat(10)}`;

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
 * A text of which only some numbers change: masked once, and per message only those digits are
 * written again. In `text`, a run of `#` is the place of the message's number in so many digits, a run
 * of `%` that of its time; in base 36, `^` is that of the clock in ms and `~` that of a random number.
 */
export class FrameTemplate {
  private readonly frame: Buffer;
  private readonly slots: readonly Slot[];
  private readonly payloadAt: number;
  private readonly masked: boolean;

  /** @param masked whether it is a WebSocket frame; otherwise the bytes go out as they are (HTTP). */
  constructor(text: string, masked = true) {
    this.masked = masked;
    this.slots = [...text.matchAll(/#+|%+|\^+|~+/g)].map(({ 0: run, index }) => ({
      at: Buffer.byteLength(text.slice(0, index)),
      digits: run.length,
      holds: HOLDS[run[0] as Mark],
    }));
    this.frame = masked ? maskedFrame(text) : Buffer.from(text);
    this.payloadAt = this.frame.length - Buffer.byteLength(text);
  }

  /** A new buffer with these in their places; each must fit. */
  fill(number: number, time: number): Buffer {
    const bytes = Buffer.allocUnsafe(this.frame.length);
    this.frame.copy(bytes);
    const values = { number, time, now: 0, random: 0 };
    for (const { at, digits, holds } of this.slots) {
      if (holds === 'now') values.now = Date.now();
      if (holds === 'random') values.random = Math.floor(Math.random() * 36 ** digits);
      const base = holds === 'number' || holds === 'time' ? 10 : 36;
      let rest = values[holds];
      for (let digit = at + digits - 1; digit >= at; digit--) {
        const next = Math.floor(rest / base);
        const value = rest - next * base;
        const ascii = value < 10 ? ZERO + value : LETTER_A - 10 + value;
        bytes[this.payloadAt + digit] = this.masked ? ascii ^ (MASK[digit & 3] ?? 0) : ascii;
        rest = next;
      }
    }
    return bytes;
  }
}
