import { ParleyError } from '@parley/core';
import { isBrokenCircuitError } from 'cockatiel';
import { castGrpcError, EtcdLeaseInvalidError, isRecoverableError } from 'etcd3';

/**
 * The one place where etcd's errors become ours. What another try may mend is `unavailable`; a refusal
 * (missing rights, a full disk) is `internal`, as no caller of Parley can mend it.
 *
 * @param doing what failed, as the start of a sentence.
 */
export function translate(error: unknown, doing: string): ParleyError {
  if (error instanceof ParleyError) return error;
  if (!(error instanceof Error)) return new ParleyError('internal', `${doing} failed.`, {}, error);
  const known = castGrpcError(error);
  // A broken circuit: every member of etcd has just failed.
  if (isRecoverableError(known) || isBrokenCircuitError(known)) {
    return new ParleyError('unavailable', `${doing} failed: etcd does not answer.`, {}, error);
  }
  return new ParleyError('internal', `${doing} failed: ${known.message}`, {}, error);
}

/** A stream that etcd has ended by itself: it is going away, or has dropped what was watched. */
export function streamEnded(doing: string, reason = 'etcd ended the stream'): ParleyError {
  return new ParleyError('unavailable', `${doing} failed: ${reason}.`);
}

/** Whether etcd refused because the lease has ended. */
export function isLeaseGone(error: ParleyError): boolean {
  return error.cause instanceof EtcdLeaseInvalidError;
}
