import { type ErrorDetails, ParleyError, toParleyError } from '@parley/core';
import { HttpError } from './http-error.ts';

/** What express and its body parser put on the errors that they throw. */
interface ForeignError {
  type?: unknown;
  status?: unknown;
  limit?: number;
  length?: number;
}

/** Any error that reaches the end of the chain as a ParleyError: the one place that knows foreign ones. */
export function translateError(error: unknown): ParleyError {
  if (error instanceof ParleyError || typeof error !== 'object' || error === null) {
    return toParleyError(error);
  }
  const { type, status, limit, length }: ForeignError = error;
  switch (type) {
    case 'entity.parse.failed':
      // The parser's own message repeats what was sent, which may be a password.
      return new ParleyError('invalid_request', 'The body is not valid JSON.', {
        field: 'body',
        expected: 'a JSON object',
      });
    case 'entity.too.large': {
      const details: ErrorDetails = { field: 'body', expected: `at most ${limit} bytes` };
      if (length !== undefined) details.value = `${length} bytes`;
      return new ParleyError('too_large', 'The body is too large.', details, error);
    }
    case 'encoding.unsupported':
      return unsupported('Content-Encoding', 'gzip, deflate, br or none');
    case 'charset.unsupported':
      return unsupported('Content-Type', 'application/json in UTF-8');
    default:
      // Thrown for what the caller sent: a path with broken %-escapes, a body that breaks off.
      return typeof status === 'number' && status >= 400 && status < 500
        ? new ParleyError('invalid_request', 'The request could not be read.', {}, error)
        : toParleyError(error);
  }
}

function unsupported(field: string, expected: string): ParleyError {
  return new HttpError(415, `The body cannot be read: ${field} is not supported.`, {
    field,
    expected,
  });
}
