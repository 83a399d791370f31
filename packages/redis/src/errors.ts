import { ParleyError } from '@parley/core';
import { ReplyError } from 'ioredis';

/** What Redis answers while it cannot serve; each goes away by itself or by an operator's hand. */
const TEMPORARY =
  /^(LOADING|READONLY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|BUSY|MISCONF|NOREPLICAS|UNBLOCKED)\b/;

/**
 * The one place where errors of Redis and its driver become ours: a connection that is not there, or
 * a server that cannot serve now, is `unavailable`; a full memory is `overloaded`; anything else that
 * Redis answers is a mistake of ours or of the set-up, and `internal`.
 */
export function translateRedisError(error: unknown): ParleyError {
  if (error instanceof ParleyError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  if (!(error instanceof ReplyError)) return unavailable(reason, error);
  if (TEMPORARY.test(reason)) return unavailable(reason, error);
  if (reason.startsWith('OOM')) {
    return new ParleyError('overloaded', 'Redis has no memory left.', {}, error);
  }
  return new ParleyError('internal', `Redis refused a command: ${reason}`, {}, error);
}

export function unavailable(reason: string, cause?: unknown): ParleyError {
  return new ParleyError('unavailable', `Redis cannot be used now: ${reason}`, {}, cause);
}
