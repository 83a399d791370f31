import type { IncomingMessage } from 'node:http';
import { ParleyError } from '@parley/core';

/**
 * The body of a request of a method that has none, as a rule: fastify does not read it, and can be told to only for all
 * routes at once.
 * @throws ParleyError `too_large`, `invalid_request` when the caller went away.
 */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<string> {
  const { 'content-length': length = '0', 'transfer-encoding': encoding } = request.headers;
  if (encoding === undefined && length === '0') return '';
  // Who sends too much is answered before the connection ends.
  const pieces: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false });
  const chunks: Buffer[] = [];
  let bytes = 0;
  if (Number(length) > maxBytes) throw tooLarge(maxBytes);
  for await (const chunk of pieces) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function tooLarge(maxBytes: number): ParleyError {
  return new ParleyError('too_large', `the body is larger than ${maxBytes} bytes`);
}
