import { readFile } from 'node:fs/promises';
import type { FastifyInstance, RouteHandlerMethod } from 'fastify';

const JAVASCRIPT = 'text/javascript; charset=utf-8';

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Parley API</title>
    <link rel="stylesheet" href="docs/swagger-ui.css">
    <link rel="icon" type="image/png" href="docs/favicon-32x32.png">
  </head>
  <body>
    <div id="explorer"></div>
    <script src="docs/swagger-ui-bundle.js"></script>
    <script src="docs/start.js"></script>
  </body>
</html>
`;

// No validator: the page asks nobody but this server.
const START = `window.ui = SwaggerUIBundle({
  url: 'openapi.json',
  dom_id: '#explorer',
  deepLinking: true,
  persistAuthorization: true,
  validatorUrl: null,
});
`;

/** Of swagger-ui-dist, with their types. */
const ASSETS = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': JAVASCRIPT,
  'favicon-32x32.png': 'image/png',
} as const;

/**
 * `/openapi.json` and `/docs`, the explorer that lets people try it. Everything comes from here, so
 * it works without the internet; links are relative, so it works behind a path too.
 */
export function serveDocs(app: FastifyInstance, openApi: object): void {
  const explorer = import.meta.resolve('swagger-ui-dist/package.json');
  const serve = (path: string, handler: RouteHandlerMethod) =>
    app.get(path, { config: { path } }, handler);

  serve('/openapi.json', (_request, reply) => reply.send(openApi));
  serve('/docs', ({ url }, reply) => {
    // Relative links would miss from `/docs/`.
    if (/^[^?]*\/(?:$|\?)/.test(url)) return reply.redirect('../docs', 308);
    return reply.type('text/html; charset=utf-8').send(PAGE);
  });
  serve('/docs/start.js', (_request, reply) => reply.type(JAVASCRIPT).send(START));
  for (const [name, type] of Object.entries(ASSETS)) {
    serve(`/docs/${name}`, async (_request, reply) =>
      reply
        .type(type)
        .header('Cache-Control', 'public, max-age=86400')
        .send(await readFile(new URL(name, explorer))),
    );
  }
}
