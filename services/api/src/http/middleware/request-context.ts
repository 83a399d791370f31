import type { RequestHandler, Response } from 'express';
import { nanoid } from 'nanoid';

/** What is known of a request beside the request. */
interface RequestContext {
  requestId: string;
  /** The path with its parameters as names, for metrics and logs; unset until one is matched. */
  route?: string;
  /** The access token, on routes that need one. */
  token?: string;
}

const GIVEN_ID = /^[\w.-]{1,64}$/;

/**
 * Names every request: with the caller's `X-Request-Id` if it is one (a proxy's, so that the logs of
 * both can be put side by side), else with a new one. The answer carries it back.
 */
export const requestContext: RequestHandler = (req, res, next) => {
  const given = req.get('x-request-id');
  const requestId = given !== undefined && GIVEN_ID.test(given) ? given : nanoid(12);
  res.locals.context = { requestId } satisfies RequestContext;
  res.setHeader('X-Request-Id', requestId);
  next();
};

/** The context of a request that has passed `requestContext`. */
export function contextOf(res: Response): RequestContext {
  return res.locals.context as RequestContext;
}
