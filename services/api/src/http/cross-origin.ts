import type { FastifyCorsOptions, FastifyCorsOptionsDelegateCallback } from '@fastify/cors';

const PERMISSION: FastifyCorsOptions = {
  methods: 'GET,POST,PUT,DELETE',
  allowedHeaders: 'Authorization,Content-Type,X-Request-Id',
  exposedHeaders: 'Retry-After,WWW-Authenticate,X-Request-Id',
  maxAge: 600,
  strictPreflight: false,
};
const PERMITTED: FastifyCorsOptions = { ...PERMISSION, origin: true };
const REFUSED: FastifyCorsOptions = { origin: false };

/**
 * Lets pages of the same host name (on whatever port) and of `allowedOrigins` read the answers.
 * There are no cookies: a page without a token gains nothing by asking.
 */
export function crossOrigin(allowedOrigins: readonly string[]): FastifyCorsOptionsDelegateCallback {
  const allowed = new Set(allowedOrigins);
  return (request, decide) => {
    const { origin } = request.headers;
    const isAllowed =
      origin !== undefined &&
      (allowed.has('*') || allowed.has(origin) || URL.parse(origin)?.hostname === request.hostname);
    decide(null, isAllowed ? PERMITTED : REFUSED);
  };
}
