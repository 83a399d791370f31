import accepts from '@fastify/accepts';
import staticFiles from '@fastify/static';
import type { Logger } from '@parley/core';
import type { OpsHandler } from '@parley/ops';
import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from 'fastify';
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

const PLAIN = 'text/plain; charset=utf-8';

/** Serves the chat page: static files, `/config.json`, and the page itself for every other path. */
export function createSite(options: SiteOptions): FastifyInstance {
  const { apiUrl, connectUrls, apiPort, connectPort, version, directory } = options;
  const pageConfig = {
    ...(apiUrl ? { apiUrl } : {}),
    ...(connectUrls.length > 0 ? { connectUrls } : {}),
    apiPort,
    connectPort,
    demo: options.demo ? { users: DEMO_USERS } : null,
    version,
  };
  const answerError = errorAnswer(options.logger);
  const app = fastify({
    forceCloseConnections: true,
    frameworkErrors: (error, request, reply) => answerError(error, request, reply),
  });
  app.addHook('onRequest', (request, reply, done) => {
    if (options.ops(request.raw, reply.raw)) {
      reply.hijack();
      return;
    }
    const { hostname } = request;
    if (!isHostname(hostname)) refuse(reply);
    else securityHeaders(options, hostname)(request.raw, reply.raw, () => done());
  });
  app.setErrorHandler(answerError);
  app.register(accepts);
  app.get('/config.json', (_request, reply) =>
    reply.header('Cache-Control', 'no-store').send(pageConfig),
  );
  // Built files carry a hash of their content in the name; the rest must be asked for again.
  app.register(staticFiles, {
    root: `${directory}/assets`,
    prefix: '/assets/',
    immutable: true,
    maxAge: '1y',
    dotfiles: 'ignore',
    decorateReply: false,
  });
  app.register(staticFiles, { root: directory, cacheControl: false, dotfiles: 'ignore' });
  app.setNotFoundHandler((request, reply) => {
    if (!isPage(request)) return reply.code(404).type(PLAIN).send('There is nothing here.\n');
    return reply.header('Cache-Control', 'no-cache').sendFile('index.html');
  });
  return app;
}

/** A path within the page, which the page itself understands. */
function isPage(request: FastifyRequest): boolean {
  const [path = ''] = request.url.split('?');
  return (
    /^(?:GET|HEAD)$/.test(request.method) &&
    !/\.\w+$/.test(path) &&
    request.accepts().type(['html', 'json']) === 'html'
  );
}

type AnswerError = (error: unknown, request: FastifyRequest, reply: FastifyReply) => void;

/** In place of fastify's own, which says what went wrong inside. */
function errorAnswer(logger: Logger): AnswerError {
  return (error, _request, reply) => {
    const { statusCode }: { statusCode?: unknown } = Object(error);
    if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500) {
      refuse(reply, statusCode);
      return;
    }
    logger.error({ err: error }, 'a page could not be served');
    reply.code(500).type(PLAIN).send('Something went wrong on our side.\n');
  };
}

function refuse(reply: FastifyReply, status = 400): void {
  reply.code(status).type(PLAIN).send('The request could not be read.\n');
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
