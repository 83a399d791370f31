import { ParleyError } from '@parley/core';
import type { RequestHandler } from 'express';
import type { ApiMetrics } from '../../metrics.ts';

/** How long who is refused should wait: most of what is in hand is answered by then. */
const RETRY_AFTER_MS = 1_000;

/** Refuses requests with `overloaded` while `maxInFlight` are in hand: a queue would only answer later. */
export function inFlightLimit(maxInFlight: number, metrics: ApiMetrics): RequestHandler {
  let inFlight = 0;
  return (_req, res, next) => {
    if (inFlight >= maxInFlight) {
      metrics.overloaded.inc();
      throw new ParleyError('overloaded', 'Too many requests are in hand. Please try again.', {
        retryAfterMs: RETRY_AFTER_MS,
      });
    }
    inFlight += 1;
    metrics.inFlight.set(inFlight);
    res.once('close', () => {
      inFlight -= 1;
      metrics.inFlight.set(inFlight);
    });
    next();
  };
}
