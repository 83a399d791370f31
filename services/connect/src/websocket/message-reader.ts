import { isUtf8 } from 'node:buffer';
import { type Fault, isCloseCode, protocolError, STATUS } from './close-codes.ts';
import { type FrameHeader, isControl, OPCODE, readHeader, unmask } from './frame-header.ts';
import { GatheredBytes } from './gathered-bytes.ts';

/** What a client has sent, in order. */
export interface Inbox {
  /** A whole message. A text is valid UTF-8. */
  onMessage(data: Buffer, isBinary: boolean): void;
  onPing(payload: Buffer): void;
  onPong(): void;
  /** The last thing that comes. The code is 1005 when the client gave none. */
  onClose(code: number): void;
}

/** A message whose last byte has not come. */
interface Unfinished {
  readonly isBinary: boolean;
  readonly bytes: GatheredBytes;
}

/** A frame whose header has come. */
interface Frame {
  readonly header: FrameHeader;
  /** Bytes of its payload that have come. */
  done: number;
  /** Those of a control frame that comes in pieces; of others they lie in the message. */
  control?: GatheredBytes;
}

/**
 * Makes messages of a client's bytes (RFC 6455 5 and 8.1), wherever these are cut. Between two messages
 * it remembers nothing, see `isIdle`. UTF-8 is checked when a text is complete.
 */
export class MessageReader {
  private readonly maxMessageBytes: number;
  /** The beginning of a header, when the bytes ended in the middle of it. */
  private rest: Buffer | undefined;
  private frame: Frame | undefined;
  private message: Unfinished | undefined;
  private isOver = false;

  constructor(maxMessageBytes: number) {
    this.maxMessageBytes = maxMessageBytes;
  }

  /** No frame and no message waits for the rest of it. */
  get isIdle(): boolean {
    return !this.isOver && (this.rest ?? this.frame ?? this.message) === undefined;
  }

  /**
   * Reads on; `chunk` is overwritten. Returns what the client has done wrong, if it has. After that,
   * as after a close frame, whatever comes is ignored.
   */
  read(chunk: Buffer, inbox: Inbox): Fault | undefined {
    const bytes = this.rest === undefined ? chunk : Buffer.concat([this.rest, chunk]);
    this.rest = undefined;
    let at = 0;
    while (!this.isOver) {
      let { frame } = this;
      if (frame === undefined) {
        const header = readHeader(bytes, at);
        if (header === undefined) {
          this.keep(bytes.subarray(at));
          return undefined;
        }
        if ('code' in header) return this.end(header);
        const fault = this.outOfPlace(header);
        if (fault !== undefined) return this.end(fault);
        at += header.headerBytes;
        frame = { header, done: 0 };
        this.frame = frame;
      }
      const part = bytes.subarray(at, at + frame.header.payloadBytes - frame.done);
      unmask(part, frame.header.maskingKey, frame.done);
      at += part.length;
      const fault = this.take(frame, part, inbox);
      if (fault !== undefined) return this.end(fault);
      if (this.frame !== undefined) return undefined;
    }
    return undefined;
  }

  private end(fault: Fault): Fault {
    this.isOver = true;
    return fault;
  }

  private keep(rest: Buffer): void {
    if (rest.length === 0) return;
    // A few bytes shall not keep alive all that was read with them.
    this.rest = Buffer.allocUnsafeSlow(rest.length);
    this.rest.set(rest);
  }

  private outOfPlace({ opcode, payloadBytes }: FrameHeader): Fault | undefined {
    if (isControl(opcode)) return undefined;
    const continues = opcode === OPCODE.continuation;
    if (continues && this.message === undefined) return protocolError('nothing to continue');
    if (!continues && this.message !== undefined) return protocolError('message not finished');
    const bytes = payloadBytes + (this.message?.bytes.length ?? 0);
    if (bytes <= this.maxMessageBytes) return undefined;
    return { code: STATUS.tooBig, reason: `more than ${this.maxMessageBytes} bytes` };
  }

  /** `part` has come of the frame's payload; it forgets the frame when that is all. */
  private take(frame: Frame, part: Buffer, inbox: Inbox): Fault | undefined {
    const { opcode, payloadBytes, isFinal } = frame.header;
    const isWhole = part.length === payloadBytes;
    frame.done += part.length;
    const isDone = frame.done === payloadBytes;
    if (isDone) this.frame = undefined;
    if (isControl(opcode)) {
      if (isWhole) return this.control(opcode, part, inbox);
      frame.control ??= new GatheredBytes();
      frame.control.add(part);
      return isDone ? this.control(opcode, frame.control.all(), inbox) : undefined;
    }
    // Most messages are one frame that comes in one piece, and are not copied.
    if (isWhole && isFinal && this.message === undefined) {
      return deliver(part, opcode === OPCODE.binary, inbox);
    }
    this.message ??= { isBinary: opcode === OPCODE.binary, bytes: new GatheredBytes() };
    this.message.bytes.add(part);
    if (!isDone || !isFinal) return undefined;
    const { bytes, isBinary } = this.message;
    this.message = undefined;
    return deliver(bytes.all(), isBinary, inbox);
  }

  private control(opcode: number, payload: Buffer, inbox: Inbox): Fault | undefined {
    if (opcode === OPCODE.ping) inbox.onPing(payload);
    if (opcode === OPCODE.pong) inbox.onPong();
    if (opcode !== OPCODE.close) return undefined;
    if (payload.length === 1) return protocolError('half a close code');
    const code = payload.length === 0 ? STATUS.none : payload.readUInt16BE(0);
    if (payload.length > 0 && !isCloseCode(code)) return protocolError('not a close code');
    if (!isUtf8(payload.subarray(2))) return NOT_UTF8;
    this.isOver = true;
    inbox.onClose(code);
    return undefined;
  }
}

const NOT_UTF8: Fault = { code: STATUS.invalidPayload, reason: 'not UTF-8' };

function deliver(data: Buffer, isBinary: boolean, inbox: Inbox): Fault | undefined {
  if (!isBinary && !isUtf8(data)) return NOT_UTF8;
  inbox.onMessage(data, isBinary);
  return undefined;
}
