import { ParleyError } from '@parley/core';
import type { onRequestHookHandler } from 'fastify';
import type { ApiMetrics } from '../metrics.ts';

/** How long who is refused should wait: most of what is in hand is answered by then. */
const RETRY_AFTER_MS = 1_000;

/** Counts the requests in hand, and refuses what is beyond `max`: a queue would only answer later. */
export function limitInFlight(
  max: number,
  metrics: Pick<ApiMetrics, 'inFlight' | 'overloaded'>,
): onRequestHookHandler {
  let requests = 0;
  const change = (by: 1 | -1) => {
    requests += by;
    metrics.inFlight.set(requests);
  };
  return (_request, reply, done) => {
    if (requests >= max) {
      metrics.overloaded.inc();
      throw new ParleyError('overloaded', 'Too many requests are in hand. Please try again.', {
        retryAfterMs: RETRY_AFTER_MS,
      });
    }
    change(1);
    // When the answer is out or the caller gone.
    reply.raw.once('close', () => change(-1));
    done();
  };
}
