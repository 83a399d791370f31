export { type BackoffOptions, backoffMs, sleep } from './backoff.ts';
export { Batcher } from './batcher.ts';
export { type Clock, systemClock } from './clock.ts';
export { Emitter, type Listener, type Unsubscribe } from './emitter.ts';
export {
  ERRORS,
  type ErrorBody,
  type ErrorCode,
  type ErrorDetails,
  invalid,
  isErrorCode,
  isRetryable,
  ParleyError,
  toParleyError,
} from './errors.ts';
export { hash32, rendezvous } from './hash.ts';
export {
  type ConnectionId,
  type ConversationId,
  compareIds,
  LOBBY_ID,
  type MessageId,
  type ServerId,
  type SessionId,
  type UserId,
  WORLD_ID,
} from './ids.ts';
export { type Logger, silentLogger } from './logger.ts';
export { newId } from './new-id.ts';
export { MAX_WORKERS, Snowflake } from './snowflake.ts';
export { Turnstile } from './turnstile.ts';
