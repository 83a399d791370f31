import cors from 'cors';
import type { Request, RequestHandler } from 'express';

const PREFLIGHT_SECONDS = 600;

/**
 * Lets pages of the same host name (on whatever port) and of `allowedOrigins` read the answers.
 * There are no cookies: a page without a token gains nothing by asking.
 */
export function crossOrigin(allowedOrigins: readonly string[]): RequestHandler {
  const allowed = new Set(allowedOrigins);
  const isAllowed = (req: Request) => {
    const origin = req.get('origin');
    if (origin === undefined) return false;
    return allowed.has('*') || allowed.has(origin) || URL.parse(origin)?.hostname === req.hostname;
  };
  return cors<Request>((req, answer) => {
    answer(null, {
      origin: isAllowed(req),
      methods: ['GET', 'POST', 'PUT', 'DELETE'],
      allowedHeaders: ['Authorization', 'Content-Type', 'X-Request-Id'],
      exposedHeaders: ['Retry-After', 'WWW-Authenticate', 'X-Request-Id'],
      maxAge: PREFLIGHT_SECONDS,
    });
  });
}
