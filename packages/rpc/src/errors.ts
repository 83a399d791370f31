import { Metadata, type ServiceError, status } from '@grpc/grpc-js';
import type { RpcErrorBody, RpcErrorBody__Output } from '@parley/contracts';
import { ERRORS, type Logger, ParleyError, toParleyError } from '@parley/core';

/** The trailing metadata that carries an ErrorBody (JSON); gRPC's status alone would lose the code. */
const ERROR_KEY = 'parley-error-bin';

/** `unavailable`, and it is certain that the call never left this process: it may go elsewhere. */
export class NotSentError extends ParleyError {
  constructor(message: string, cause?: unknown) {
    super('unavailable', message, {}, cause);
  }
}

/** How a failed unary call ends on the wire. */
export interface ErrorStatus {
  code: status;
  details: string;
  metadata: Metadata;
}

/**
 * Any thrown value as the error that may cross the tier. What is not ours is logged in full here and
 * leaves as `internal` without its message.
 */
export function publicError(error: unknown, logger: Logger): ParleyError {
  const known = toParleyError(error);
  if (known.code === 'internal') logger.error({ err: error }, 'a call failed unexpectedly');
  return known;
}

export function toStatus(error: ParleyError): ErrorStatus {
  const metadata = new Metadata();
  metadata.set(ERROR_KEY, Buffer.from(JSON.stringify(error.toBody())));
  // gRPC percent-encodes the details, which throws on half a surrogate pair.
  const details = error.message.toWellFormed();
  return { code: status[ERRORS[error.code].grpc], details, metadata };
}

/** The error that the other side threw; without our metadata the nearest that the status tells. */
export function fromServiceError(error: ServiceError): ParleyError {
  return readErrorBody(error.metadata) ?? fromForeignStatus(error);
}

/** Whether grpc-js made this error of a status. */
export function isServiceError(error: unknown): error is ServiceError {
  return error instanceof Error && 'code' in error && 'metadata' in error;
}

/** Whether the transport failed: no Parley service has answered. */
export function isTransportFailure(error: ServiceError): boolean {
  return error.code === status.UNAVAILABLE && readErrorBody(error.metadata) === undefined;
}

/** The proto form, for errors that travel inside a stream's frames. */
export function toRpcError(error: ParleyError): RpcErrorBody {
  return { code: error.code, message: error.message, ...error.details };
}

export function fromRpcError(body: RpcErrorBody__Output): ParleyError {
  return ParleyError.fromBody(body);
}

function readErrorBody(metadata: Metadata | undefined): ParleyError | undefined {
  const packed = metadata?.get(ERROR_KEY)[0];
  if (!Buffer.isBuffer(packed)) return undefined;
  try {
    const body: unknown = JSON.parse(packed.toString());
    return isErrorBody(body) ? ParleyError.fromBody(body) : undefined;
  } catch {
    return undefined;
  }
}

function isErrorBody(body: unknown): body is { code: string; message: string } {
  return (
    typeof body === 'object' &&
    body !== null &&
    'code' in body &&
    typeof body.code === 'string' &&
    'message' in body &&
    typeof body.message === 'string'
  );
}

function fromForeignStatus(error: ServiceError): ParleyError {
  if (error.code === status.UNAVAILABLE || error.code === status.CANCELLED) {
    return new ParleyError('unavailable', 'The service cannot be reached.', {}, error);
  }
  if (error.code === status.DEADLINE_EXCEEDED) {
    return new ParleyError('deadline_exceeded', 'The service took too long.', {}, error);
  }
  // Also for refused credentials: they are the operator's mistake, never that of the person who is
  // signed in, whom `unauthenticated` would sign out.
  return toParleyError(error);
}
