/**
 * The one catalogue of errors. `http` and `grpc` are the statuses a code travels under; `retryable`
 * says whether the same request may succeed later without being changed.
 */
export const ERRORS = {
  invalid_request: { http: 400, grpc: 'INVALID_ARGUMENT', retryable: false },
  bad_frame: { http: 400, grpc: 'INVALID_ARGUMENT', retryable: false },
  unknown_op: { http: 400, grpc: 'UNIMPLEMENTED', retryable: false },
  unsupported_version: { http: 400, grpc: 'FAILED_PRECONDITION', retryable: false },
  too_large: { http: 413, grpc: 'INVALID_ARGUMENT', retryable: false },
  unauthenticated: { http: 401, grpc: 'UNAUTHENTICATED', retryable: false },
  wrong_credentials: { http: 401, grpc: 'UNAUTHENTICATED', retryable: false },
  token_expired: { http: 401, grpc: 'UNAUTHENTICATED', retryable: false },
  session_revoked: { http: 401, grpc: 'UNAUTHENTICATED', retryable: false },
  forbidden: { http: 403, grpc: 'PERMISSION_DENIED', retryable: false },
  not_a_member: { http: 403, grpc: 'PERMISSION_DENIED', retryable: false },
  not_found: { http: 404, grpc: 'NOT_FOUND', retryable: false },
  method_not_allowed: { http: 405, grpc: 'UNIMPLEMENTED', retryable: false },
  name_taken: { http: 409, grpc: 'ALREADY_EXISTS', retryable: false },
  client_id_conflict: { http: 409, grpc: 'ALREADY_EXISTS', retryable: false },
  limit_reached: { http: 422, grpc: 'FAILED_PRECONDITION', retryable: false },
  rate_limited: { http: 429, grpc: 'RESOURCE_EXHAUSTED', retryable: true },
  internal: { http: 500, grpc: 'INTERNAL', retryable: false },
  unavailable: { http: 503, grpc: 'UNAVAILABLE', retryable: true },
  overloaded: { http: 503, grpc: 'RESOURCE_EXHAUSTED', retryable: true },
  deadline_exceeded: { http: 504, grpc: 'DEADLINE_EXCEEDED', retryable: true },
} as const;

export type ErrorCode = keyof typeof ERRORS;

/** What a person needs to mend a request: the field, what it held and what was expected. */
export interface ErrorDetails {
  field?: string;
  value?: string;
  expected?: string;
  /** How long to wait before trying again. */
  retryAfterMs?: number;
}

/** An error as it travels to clients: in a frame, in problem+json and between tiers. */
export interface ErrorBody extends ErrorDetails {
  code: ErrorCode;
  message: string;
  retryable: boolean;
}

/** The only error that crosses a tier; anything else is reported as `internal` and logged in full. */
export class ParleyError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'ParleyError';
    this.code = code;
    this.details = details;
  }

  get retryable(): boolean {
    return ERRORS[this.code].retryable;
  }

  toBody(): ErrorBody {
    return { code: this.code, message: this.message, retryable: this.retryable, ...this.details };
  }

  /** The reverse of `toBody`. A code that this version does not know becomes `internal`. */
  static fromBody(body: { code: string; message: string } & ErrorDetails): ParleyError {
    const code: ErrorCode = isErrorCode(body.code) ? body.code : 'internal';
    const details: ErrorDetails = {};
    if (body.field) details.field = body.field;
    if (body.value) details.value = body.value;
    if (body.expected) details.expected = body.expected;
    if (body.retryAfterMs) details.retryAfterMs = body.retryAfterMs;
    return new ParleyError(code, body.message, details);
  }
}

export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERRORS, code);
}

/** Whether doing the same again may help. Unknown errors are not retryable. */
export function isRetryable(error: unknown): boolean {
  return error instanceof ParleyError && error.retryable;
}

/** Any thrown value as a ParleyError; what is not ours becomes `internal` and keeps its cause. */
export function toParleyError(error: unknown): ParleyError {
  if (error instanceof ParleyError) return error;
  return new ParleyError('internal', 'Something went wrong on our side.', {}, error);
}

/** Bad input: names the field, what it held (shortened) and what was expected. */
export function invalid(field: string, value: unknown, expected: string): ParleyError {
  const shown = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  const short = shown.length > 80 ? `${shown.slice(0, 77)}...` : shown;
  return new ParleyError('invalid_request', `${field}: expected ${expected}.`, {
    field,
    value: short,
    expected,
  });
}
