import type { OpsHandler } from '@parley/ops';
import express, { type Express, type Request } from 'express';
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
  app.use((request, response, next) => securityHeaders(options, request)(request, response, next));
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
  return app;
}

/** The page may talk to its own API and connect node and to nobody else. */
function securityHeaders(options: SiteOptions, request: Request) {
  const host = request.hostname;
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
