import type { IncomingMessage } from 'node:http';
import { nanoid } from 'nanoid';

const GIVEN_ID = /^[\w.-]{1,64}$/;

/**
 * Names the request: with the caller's `X-Request-Id` if it is one (a proxy's, so that the logs of
 * both can be put side by side), else with a new one.
 */
export function nameRequest(req: Pick<IncomingMessage, 'headers'>): string {
  const given = req.headers['x-request-id'];
  return typeof given === 'string' && GIVEN_ID.test(given) ? given : nanoid(12);
}
