import type { RequestHandler } from 'express';
import express from 'express';
import { HttpError } from '../http-error.ts';

/**
 * Reads a JSON body of at most `maxBytes`. What cannot be read becomes an error that says what was
 * expected; see translate-error.ts.
 */
export function jsonBody(maxBytes: number): RequestHandler[] {
  // The type has been checked when the parser's turn comes.
  return [requireJson, express.json({ limit: maxBytes, type: () => true })];
}

const requireJson: RequestHandler = (req, _res, next) => {
  const type = req.get('content-type');
  // Without a body the schema says what is missing; browsers write a length of 0 then.
  const isEmpty = req.get('content-length') === '0';
  if (!isEmpty && req.is('application/json') === false) {
    throw new HttpError(415, 'The body is not JSON.', {
      field: 'Content-Type',
      value: type ?? '',
      expected: 'application/json',
    });
  }
  next();
};
