import type { IncomingMessage } from 'node:http';
import type { Readable, Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { type ErrorDetails, ParleyError } from '@parley/core';
import { HttpError } from './http-error.ts';

const DECODERS: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/**
 * The body, which has to be a JSON object or array of at most `maxBytes`, before and after it is
 * unpacked. No body is an empty object: the schema says what is missing.
 * @throws ParleyError `invalid_request` (415 for another type, charset or encoding), `too_large`.
 */
export async function readJson(req: IncomingMessage, maxBytes: number): Promise<unknown> {
  const { headers } = req;
  const length = headers['content-length'];
  if (length === '0' || (length === undefined && headers['transfer-encoding'] === undefined)) {
    return {};
  }
  requireJson(headers['content-type'] ?? '');
  if (Number(length) > maxBytes) throw tooLarge(maxBytes, `${length} bytes`);
  const bytes = await collect(req, maxBytes);
  return bytes.length === 0 ? {} : parse(bytes);
}

function requireJson(type: string): void {
  if (type === 'application/json') return;
  const [mediaType = '', ...parameters] = type.toLowerCase().split(';');
  if (mediaType.trim() !== 'application/json') {
    throw unsupported('The body is not JSON.', 'Content-Type', 'application/json', type);
  }
  for (const parameter of parameters) {
    const [name, value] = parameter.split('=');
    if (name?.trim() === 'charset' && !/^\s*"?utf-?8"?\s*$/.test(value ?? '')) {
      throw cannotBeRead('Content-Type', 'application/json in UTF-8');
    }
  }
}

function collect(req: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const decoder = decoderFor(req.headers['content-encoding']);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const fail = (cause: Error) => {
      reject(new ParleyError('invalid_request', 'The request could not be read.', {}, cause));
    };
    req.once('error', fail);
    const source: Readable = decoder?.once('error', fail) ?? req;
    source.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= maxBytes) {
        chunks.push(chunk);
      } else {
        // Nothing more is unpacked; what still comes is thrown away as it is.
        decoder?.destroy();
        reject(tooLarge(maxBytes));
      }
    });
    source.once('end', () => resolve(join(chunks)));
    if (decoder !== undefined) req.pipe(decoder);
  });
}

/** Most bodies come in one piece. */
function join(chunks: readonly Buffer[]): Buffer {
  const [first] = chunks;
  return chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks);
}

function decoderFor(encoding = 'identity'): Transform | undefined {
  const name = encoding.toLowerCase();
  if (name === 'identity') return undefined;
  const create = Object.hasOwn(DECODERS, name) ? DECODERS[name] : undefined;
  if (create === undefined) throw cannotBeRead('Content-Encoding', 'gzip, deflate, br or none');
  return create();
}

function parse(bytes: Buffer): unknown {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString());
  } catch {
    // The parser's own message repeats what was sent, which may be a password.
  }
  if (typeof value === 'object' && value !== null) return value;
  throw new ParleyError('invalid_request', 'The body is not valid JSON.', {
    field: 'body',
    expected: 'a JSON object',
  });
}

function tooLarge(maxBytes: number, value?: string): ParleyError {
  const details: ErrorDetails = { field: 'body', expected: `at most ${maxBytes} bytes` };
  if (value !== undefined) details.value = value;
  return new ParleyError('too_large', 'The body is too large.', details);
}

function cannotBeRead(field: string, expected: string): HttpError {
  return unsupported(`The body cannot be read: ${field} is not supported.`, field, expected);
}

function unsupported(message: string, field: string, expected: string, value?: string): HttpError {
  const details: ErrorDetails = { field, expected };
  if (value !== undefined) details.value = value;
  return new HttpError(415, message, details);
}
