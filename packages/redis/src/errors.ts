import { ParleyError } from '@parley/core';
import { ReplyError } from 'ioredis';

/** What Redis answers while it cannot serve; each goes away by itself or by an operator's hand. */
const TEMPORARY =
  /^(LOADING|READONLY|MASTERDOWN|CLUSTERDOWN|MOVED|ASK|TRYAGAIN|BUSY|MISCONF|NOREPLICAS|UNBLOCKED)\b/;

/**
 * The one place where errors of Redis and its driver become ours: a connection that is not there, or
 * a server that cannot serve now, is `unavailable`; a full memory is `overloaded`; anything else that
 * Redis answers is a mistake of ours or of the set-up, and `internal`. What Redis or the driver said
 * is the cause: the message may reach clients, whom addresses and keys do not concern.
 */
export function translateRedisError(error: unknown): ParleyError {
  if (error instanceof ParleyError) return error;
  const said = error instanceof ReplyError && error instanceof Error ? error.message : undefined;
  if (said === undefined || TEMPORARY.test(said)) return unavailable(error);
  if (said.startsWith('OOM')) {
    return new ParleyError('overloaded', 'Redis has no memory left.', {}, error);
  }
  return new ParleyError('internal', 'Redis refused a command.', {}, error);
}

export function unavailable(cause: unknown): ParleyError {
  return new ParleyError('unavailable', 'Redis cannot be used now.', {}, cause);
}
