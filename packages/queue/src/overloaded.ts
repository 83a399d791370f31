import { ParleyError } from '@parley/core';

/** How long a sender should wait: the consumers have to catch up first. */
const RETRY_AFTER_MS = 1_000;

export function queueIsFull(maxWaiting: number): ParleyError {
  return new ParleyError('overloaded', 'The queue is full.', {
    expected: `at most ${maxWaiting} messages that wait`,
    retryAfterMs: RETRY_AFTER_MS,
  });
}

/** Until a person has looked at them: nothing makes room by itself. */
export function tooManyDeadLetters(maxDeadLetters: number): ParleyError {
  return new ParleyError('overloaded', 'There are too many dead letters: replay or purge some.', {
    expected: `at most ${maxDeadLetters} dead letters`,
    retryAfterMs: RETRY_AFTER_MS,
  });
}
