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
 * Headers of every answer that keep browsers from doing more than they should. No
 * Strict-Transport-Security: whether the host speaks TLS on all its names is for who terminates TLS
 * to say. Each header costs every answer, so what only old browsers or plug-ins understood is left
 * out. They never change, so they stand here: @fastify/helmet puts them together for each request
 * anew, which was measured to cost a third of a send.
 */
export const SECURITY_HEADERS = {
  'content-security-policy': POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};
