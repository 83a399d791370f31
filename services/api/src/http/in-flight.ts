import { ParleyError } from '@parley/core';
import type { onRequestHookHandler } from 'fastify';
import type { ApiMetrics } from '../metrics.ts';
import type { ApiOptions } from '../options.ts';
import { Admission } from './admission.ts';

/** So long a request waits for its turn, in ms: less than its caller does. */
const WAIT_MS = 2_000;
/** How long who is refused should wait: most of what is in hand is answered by then. */
const RETRY_AFTER_MS = 1_000;

/**
 * Counts the requests in hand. What is beyond waits for a moment, read no further than its head, and is
 * refused then.
 */
export function limitInFlight(
  { maxInFlight, maxWaiting }: Pick<ApiOptions, 'maxInFlight' | 'maxWaiting'>,
  metrics: Pick<ApiMetrics, 'inFlight' | 'waiting' | 'overloaded'>,
): onRequestHookHandler {
  const admission = new Admission(maxInFlight, maxWaiting, WAIT_MS);
  // One for all: it says nothing of the request, and where it was made helps nobody.
  const overloaded = new ParleyError(
    'overloaded',
    'Too many requests are in hand. Please try again.',
    { retryAfterMs: RETRY_AFTER_MS },
  );
  const show = () => {
    metrics.inFlight.set(admission.inHand);
    metrics.waiting.set(admission.waiting);
  };
  return (_request, reply, done) => {
    const leave = admission.enter({
      admitted: done,
      refused() {
        metrics.overloaded.inc();
        done(overloaded);
      },
    });
    show();
    // When the answer is out or the caller gone.
    reply.raw.once('close', () => {
      leave();
      show();
    });
  };
}
