import { type ErrorDetails, ParleyError } from '@parley/core';

/** A request that HTTP has an own status for and the catalogue has not: `invalid_request` to programs. */
export class HttpError extends ParleyError {
  readonly status: number;

  constructor(status: number, message: string, details: ErrorDetails) {
    super('invalid_request', message, details);
    this.name = 'HttpError';
    this.status = status;
  }
}
