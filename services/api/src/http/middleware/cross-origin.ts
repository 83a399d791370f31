import cors from 'cors';
import type { Request, RequestHandler } from 'express';

const PREFLIGHT_SECONDS = 600;

/**
 * Lets pages of the same host name (on whatever port) and of `allowedOrigins` read the answers.
 * There are no cookies: a page without a token gains nothing by asking.
 */
export function crossOrigin(allowedOrigins: readonly string[]): RequestHandler {
  const allowed = new Set(allowedOrigins);
  const isAllowed = (req: Request, origin: string) =>
    allowed.has('*') || allowed.has(origin) || URL.parse(origin)?.hostname === req.hostname;
  const answerPage = cors<Request>((req, answer) => {
    answer(null, {
      origin: isAllowed(req, req.get('origin') ?? ''),
      methods: ['GET', 'POST', 'PUT', 'DELETE'],
      allowedHeaders: ['Authorization', 'Content-Type', 'X-Request-Id'],
      exposedHeaders: ['Retry-After', 'WWW-Authenticate', 'X-Request-Id'],
      maxAge: PREFLIGHT_SECONDS,
    });
  });
  return (req, res, next) => {
    // Only browsers send it, and what is not from a page needs no permission.
    if (req.get('origin') === undefined) next();
    else answerPage(req, res, next);
  };
}
