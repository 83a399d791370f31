import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Express } from 'express';

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

const ASSETS = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'];

/**
 * `/openapi.json` and `/docs`, the explorer that lets people try it. Everything comes from here, so
 * it works without the internet; links are relative, so it works behind a path too.
 */
export function mountDocs(app: Express, openApi: object): void {
  const document = JSON.stringify(openApi);
  const folder = dirname(fileURLToPath(import.meta.resolve('swagger-ui-dist/package.json')));

  app.get('/openapi.json', (_req, res) => void res.type('json').send(document));
  app.get('/docs', (req, res) => {
    // `/docs/` is matched as well, and relative links would miss.
    if (req.path.endsWith('/')) res.redirect(308, '../docs');
    else res.type('html').send(PAGE);
  });
  app.get('/docs/start.js', (_req, res) => void res.type('js').send(START));
  for (const asset of ASSETS) {
    app.get(`/docs/${asset}`, (_req, res) => res.sendFile(asset, { root: folder, maxAge: '1d' }));
  }
}
