import { CLOSE, WS_CLOSE } from '@parley/wire';
import type { Fault } from '../websocket/close-codes.ts';
import { GatheredBytes } from '../websocket/gathered-bytes.ts';
import { type Framing, NAME_BYTES } from './framing.ts';

/** A body whose last byte has not come. */
interface Unfinished {
  readonly bytes: GatheredBytes;
  missing: number;
}

/**
 * Makes bodies of a client's bytes, wherever these are cut. A length is judged before anything of its
 * body is kept. Between two frames it remembers nothing, see `isIdle`.
 */
export class BodyReader {
  private readonly framing: Framing;
  /** The beginning of a header, when the bytes ended in the middle of it. */
  private rest: Buffer | undefined;
  private body: Unfinished | undefined;

  constructor(framing: Framing) {
    this.framing = framing;
  }

  /** Nothing waits for the rest of it. */
  get isIdle(): boolean {
    return (this.rest ?? this.body) === undefined;
  }

  /**
   * Reads on; each body is handed to `take`, and is good until it returns. Returns what the client has
   * done wrong, if it has; then nothing may be read any more.
   */
  read(chunk: Buffer, take: (body: Buffer) => void): Fault | undefined {
    const bytes = this.rest === undefined ? chunk : Buffer.concat([this.rest, chunk]);
    this.rest = undefined;
    let at = this.finish(bytes, take);
    const { headerBytes } = this.framing;
    while (at < bytes.length) {
      const fault = this.faultAt(bytes, at);
      if (fault !== undefined) return fault;
      if (bytes.length - at < headerBytes) {
        this.keep(bytes.subarray(at));
        return undefined;
      }
      const bodyBytes = this.framing.readLength(bytes, at + NAME_BYTES) - headerBytes;
      at += headerBytes;
      const part = bytes.subarray(at, at + bodyBytes);
      at += part.length;
      // Most frames come in one piece, and are not copied.
      if (part.length === bodyBytes) take(part);
      else {
        this.body = { bytes: new GatheredBytes(), missing: bodyBytes - part.length };
        this.body.bytes.add(part);
      }
    }
    return undefined;
  }

  /** Goes on with the body that was begun; returns where the next frame begins. */
  private finish(bytes: Buffer, take: (body: Buffer) => void): number {
    const { body } = this;
    if (body === undefined) return 0;
    const part = bytes.subarray(0, body.missing);
    body.bytes.add(part);
    body.missing -= part.length;
    if (body.missing === 0) {
      this.body = undefined;
      take(body.bytes.all());
    }
    return part.length;
  }

  /** What is wrong with the header that begins here, as far as it has come. */
  private faultAt(bytes: Buffer, at: number): Fault | undefined {
    const { name, headerBytes, maxBodyBytes } = this.framing;
    const begun = bytes.toString('latin1', at, Math.min(at + NAME_BYTES, bytes.length));
    if (!name.startsWith(begun)) return brokenRule(`a frame begins with ${name}`);
    if (bytes.length - at < headerBytes) return undefined;
    const length = this.framing.readLength(bytes, at + NAME_BYTES);
    if (length < headerBytes) {
      return brokenRule(`a length is at least ${headerBytes}, got ${length}`);
    }
    if (length - headerBytes <= maxBodyBytes) return undefined;
    return { code: WS_CLOSE.tooBig, reason: `more than ${maxBodyBytes} bytes` };
  }

  private keep(rest: Buffer): void {
    // A few bytes shall not keep alive all that was read with them.
    this.rest = Buffer.allocUnsafeSlow(rest.length);
    this.rest.set(rest);
  }
}

export function brokenRule(reason: string): Fault {
  return { code: CLOSE.protocol_error, reason };
}
