import type { Logger } from '@parley/core';
import type { OpsHandler } from '@parley/ops';
import express, { type ErrorRequestHandler, type Express, type Response } from 'express';
import helmet from 'helmet';

export interface SiteOptions {
  /** The built page. */
  directory: string;
  /** Addresses for the page; empty: its own host with the ports below. */
  apiUrl: string;
  /** The page tries them in turn. */
  connectUrls: readonly string[];
  apiPort: number;
  connectPort: number;
  /** Whether the demo users are offered. */
  demo: boolean;
  version: string;
  logger: Logger;
  ops: OpsHandler;
}

const DEMO_USERS = ['Demo', 'Test', 'Admin'].map(displayName => ({
  name: displayName.toLowerCase(),
  displayName,
  password: '111111',
}));

/** Serves the chat page: static files, `/config.json`, and the page itself for every other path. */
export function createSite(options: SiteOptions): Express {
  const { apiUrl, connectUrls, apiPort, connectPort, version } = options;
  const pageConfig = {
    ...(apiUrl ? { apiUrl } : {}),
    ...(connectUrls.length > 0 ? { connectUrls } : {}),
    apiPort,
    connectPort,
    demo: options.demo ? { users: DEMO_USERS } : null,
    version,
  };
  const app = express();
  app.disable('x-powered-by');
  app.use((request, response, next) => {
    if (!options.ops(request, response)) next();
  });
  app.use((request, response, next) => {
    const { hostname } = request;
    if (!isHostname(hostname)) refuse(response);
    else securityHeaders(options, hostname)(request, response, next);
  });
  app.get('/config.json', (_request, response) => {
    response.set('Cache-Control', 'no-store').json(pageConfig);
  });
  // Built files carry a hash of their content in the name; the rest must be asked for again.
  app.use(
    '/assets',
    express.static(`${options.directory}/assets`, { immutable: true, maxAge: '1y' }),
  );
  app.use(express.static(options.directory, { cacheControl: false, etag: true }));
  app.get('/{*path}', (request, response) => {
    const isPage = request.accepts(['html', 'json']) === 'html' && !/\.\w+$/.test(request.path);
    if (!isPage) {
      response.status(404).type('text/plain').send('There is nothing here.\n');
      return;
    }
    response.set('Cache-Control', 'no-cache').sendFile('index.html', { root: options.directory });
  });
  app.use(errorAnswer(options.logger));
  return app;
}

/** The last in the chain, in place of express's own, which shows the stack. */
function errorAnswer(logger: Logger): ErrorRequestHandler {
  // express knows an error handler by its four parameters.
  return (error, _request, response, _next) => {
    const { status }: { status?: unknown } = error;
    if (typeof status === 'number' && status >= 400 && status < 500) {
      refuse(response, status);
      return;
    }
    logger.error({ err: error }, 'a page could not be served');
    if (response.headersSent) response.destroy();
    else response.status(500).type('text/plain').send('Something went wrong on our side.\n');
  };
}

function refuse(response: Response, status = 400): void {
  response.status(status).type('text/plain').send('The request could not be read.\n');
}

/** What a client says in `Host` becomes part of the policy: a name or an address, and nothing more. */
function isHostname(text: string | undefined): text is string {
  return /^([\w.-]+|\[[\da-f:.]+\])$/i.test(text ?? '') && URL.canParse(`http://${text}`);
}

/** The page may talk to its own API and connect node and to nobody else. */
function securityHeaders(options: SiteOptions, host: string) {
  const api = options.apiUrl || `http://${host}:${options.apiPort}`;
  const { connectUrls } = options;
  const connect = connectUrls.length > 0 ? connectUrls : [`ws://${host}:${options.connectPort}`];
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        connectSrc: ["'self'", originOf(api), ...connect.map(originOf)],
        imgSrc: ["'self'", 'data:', 'blob:'],
        // virtua places its rows by style attributes.
        styleSrc: ["'self'", "'unsafe-inline'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        formAction: ["'self'"],
      },
    },
    // Plain HTTP on a local network must keep working; TLS is the proxy's to enforce.
    strictTransportSecurity: false,
  });
}

/** `URL.origin` is "null" for ws: and wss:. */
function originOf(url: string): string {
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}
