import { Transform } from 'node:stream';
import { ParleyError } from '@parley/core';

/**
 * Counts what passes, and fails with `too_large` as soon as it is more than `maxBytes`: the rest is
 * never read.
 */
export class ByteLimit extends Transform {
  sizeBytes = 0;
  private readonly maxBytes: number;

  constructor(maxBytes: number) {
    super();
    this.maxBytes = maxBytes;
  }

  override _transform(
    chunk: Buffer,
    _encoding: BufferEncoding,
    done: (error: Error | null, chunk?: Buffer) => void,
  ): void {
    this.sizeBytes += chunk.length;
    if (this.sizeBytes <= this.maxBytes) done(null, chunk);
    else done(tooLarge(this.maxBytes));
  }
}

function tooLarge(maxBytes: number): ParleyError {
  return new ParleyError('too_large', `The file is larger than ${maxBytes} bytes.`, {
    field: 'content',
    expected: `at most ${maxBytes} bytes`,
  });
}
