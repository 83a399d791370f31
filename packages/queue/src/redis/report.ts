import { isRetryable, type Logger } from '@parley/core';

/**
 * Logs what the consumer tries again by itself. An outage makes every operation fail and is told once,
 * by the connection; anything else, such as a missing permission, needs a person.
 */
export function reportFailure(
  logger: Logger,
  error: unknown,
  message: string,
  fields: Record<string, unknown> = {},
): void {
  logger[isRetryable(error) ? 'debug' : 'warn']({ err: error, ...fields }, message);
}
