import { ParleyError } from '@parley/core';
import type { FastifyRequest } from 'fastify';
import { HttpError } from './http-error.ts';

/** What fastify and its plugins refuse, in the words of the catalogue; anything else as it is. */
export function translateError(
  thrown: unknown,
  { headers }: FastifyRequest,
  bodyBytes: number,
): unknown {
  if (typeof thrown !== 'object' || thrown === null || thrown instanceof ParleyError) return thrown;
  const { code, statusCode }: { code?: unknown; statusCode?: unknown } = thrown;
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new ParleyError('too_large', 'The body is too large.', {
        field: 'body',
        expected: `at most ${bodyBytes} bytes`,
      });
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new HttpError(415, 'The body is not JSON in UTF-8.', {
        field: 'Content-Type',
        value: headers['content-type'] ?? '',
        expected: 'application/json',
      });
    case 'FST_CP_ERR_INVALID_CONTENT_ENCODING':
      return new HttpError(415, 'The body is packed in an unknown way.', {
        field: 'Content-Encoding',
        value: headers['content-encoding'] ?? '',
        expected: 'gzip, deflate, br or none',
      });
    case 'FST_ERR_BAD_URL':
      return new ParleyError('invalid_request', 'The path has a broken %-escape.', {
        field: 'path',
        expected: 'UTF-8 with %-escapes',
      });
    default:
      if (typeof statusCode !== 'number' || statusCode < 400 || statusCode > 499) return thrown;
      return new ParleyError('invalid_request', 'The request could not be read.', {}, thrown);
  }
}
