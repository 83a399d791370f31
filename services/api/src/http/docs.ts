import { readFile } from 'node:fs/promises';
import type { Answer } from './answer.ts';
import type { Resource, Respond } from './resource.ts';

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

/** Its `/docs/` is matched as well, and relative links would miss from there. */
const TO_PAGE: Answer = { status: 308, headers: ['Location', '../docs'] };

/**
 * `/openapi.json` and `/docs`, the explorer that lets people try it. Everything comes from here, so
 * it works without the internet; links are relative, so it works behind a path too.
 */
export function docResources(openApi: object): Resource[] {
  const body = JSON.stringify(openApi);
  const explorer = import.meta.resolve('swagger-ui-dist/package.json');
  return [
    page('/openapi.json', () => ({ status: 200, type: 'application/json; charset=utf-8', body })),
    page('/docs', ({ path }) => (path.endsWith('/') ? TO_PAGE : html(PAGE))),
    page('/docs/start.js', () => ({ status: 200, type: JAVASCRIPT, body: START })),
    ...Object.entries(ASSETS).map(([name, type]) =>
      page(`/docs/${name}`, async () => ({
        status: 200,
        type,
        headers: ['Cache-Control', 'public, max-age=86400'],
        body: await readFile(new URL(name, explorer)),
      })),
    ),
  ];
}

function page(path: string, respond: Respond): Resource {
  return { path, methods: new Map([['GET', respond]]) };
}

function html(body: string): Answer {
  return { status: 200, type: 'text/html; charset=utf-8', body };
}
