import type { RequestHandler } from 'express';
import helmet from 'helmet';

/**
 * Headers that keep browsers from doing more than they should. The policy is the documentation
 * page's, the only thing here that a browser renders: own scripts and styles, nobody else's.
 */
export function securityHeaders(): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        // The explorer sets styles on its elements.
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    // Whether the host speaks TLS on all its names is for who terminates TLS to say.
    strictTransportSecurity: false,
  });
}
