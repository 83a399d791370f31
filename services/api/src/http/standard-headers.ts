/**
 * The policy is the documentation page's, the only thing here that a browser renders: own scripts and
 * styles, nobody else's. The explorer sets styles on its elements, which needs no permission.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join(';');

/**
 * Headers of every answer, names and values in turn, that keep browsers from doing more than they
 * should. No Strict-Transport-Security: whether the host speaks TLS on all its names is for who
 * terminates TLS to say. Each header costs every answer, so what only old browsers or plug-ins
 * understood is left out.
 */
export const STANDARD_HEADERS: readonly string[] = [
  ['Content-Security-Policy', POLICY],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  ['Referrer-Policy', 'no-referrer'],
  ['X-Content-Type-Options', 'nosniff'],
  ['X-Frame-Options', 'DENY'],
].flat();
