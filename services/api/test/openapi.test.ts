import { expect, test } from '@jest/globals';
import { documented } from './against-docs.ts';
import { type Harness, startApi } from './harness.ts';

interface Operation {
  operationId: string;
  summary: string;
  security?: unknown[];
  parameters?: { in: string; name: string; required?: boolean; schema: unknown }[];
  requestBody?: { content: Record<string, { schema: unknown }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: unknown }> }>;
}
interface Document {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, Record<string, Operation>>;
}

async function read({ ask }: Harness): Promise<Document> {
  const { status, body } = await ask('GET /openapi.json');
  expect(status).toBe(200);
  return body as unknown as Document;
}

function operationsOf(document: Document): [string, Operation][] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]): [string, Operation] => [
      `${method} ${path}`,
      operation,
    ]),
  );
}

test('the document is OpenAPI 3.1 and every reference leads somewhere', async () => {
  const document = await read(await startApi({ version: '1.2.3' }));
  expect(document.openapi).toMatch(/^3\.1\.\d+$/);
  expect(document.info).toMatchObject({ title: 'Parley', version: '1.2.3' });
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(
    ([, to]) => to,
  );
  expect(references.length).toBeGreaterThan(100);
  for (const reference of new Set(references)) {
    const steps = (reference ?? '').replace(/^#\//, '').split('/');
    const found = steps.reduce<unknown>(
      (node, step) => (node as Record<string, unknown> | undefined)?.[step],
      document,
    );
    expect([reference, typeof found]).toEqual([reference, 'object']);
  }
});

test('what is served is what is documented, and the reverse', async () => {
  const harness = await startApi();
  const operations = operationsOf(await read(harness)).map(([name]) => name);
  const routes = documented.map(({ doc }) => `${doc.method} ${doc.path}`);
  expect(operations.toSorted()).toEqual(routes.toSorted());
  // Asked without a token and a body: everything is there, and nothing answers 404 or 405.
  for (const { doc } of documented) {
    const path = doc.path.replace(/\{\w+\}/g, '10');
    const { status } = await harness.ask(`${doc.method.toUpperCase()} ${path}`);
    expect([doc.id, status]).toEqual([doc.id, doc.access === 'bearer' ? 401 : 400]);
  }
});

test('every operation says what it takes, what it answers and how it fails', async () => {
  const operations = operationsOf(await read(await startApi()));
  const ids = operations.map(([, operation]) => operation.operationId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const [name, operation] of operations) {
    const statuses = Object.keys(operation.responses);
    expect(statuses.filter(status => status.startsWith('2'))).toHaveLength(1);
    const open = operation.security?.length === 0;
    const expected = ['400', '429', '500', '503', '504', ...(open ? [] : ['401'])];
    expect(statuses).toEqual(expect.arrayContaining(expected));
    for (const [status, response] of Object.entries(operation.responses)) {
      expect(response.description).not.toBe('');
      if (status < '400') continue;
      expect(response.content).toEqual({
        'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
      });
    }
    const inPath = [...name.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter);
    const described = (operation.parameters ?? []).filter(one => one.in === 'path');
    expect(described.map(one => one.name)).toEqual(inPath);
    expect(described.every(one => one.required)).toBe(true);
    const takesBody = /^(post|put) /.test(name) && !name.endsWith('/me');
    expect([name, operation.requestBody !== undefined]).toEqual([name, takesBody]);
  }
});

test('numbers in the query are described as numbers, with their bounds', async () => {
  const { paths } = await read(await startApi());
  const events = paths['/v1/conversations/{conversationId}/events']?.get;
  expect(events?.parameters).toContainEqual({
    in: 'query',
    name: 'limit',
    schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 },
  });
});

test('the explorer loads, and asks nobody but this server', async () => {
  const { ask, url } = await startApi();
  const page = await ask('GET /docs');
  expect(page.status).toBe(200);
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(page.text).not.toMatch(/<script>|<style|https?:/);
  const links = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link]) => link ?? '');
  expect(links).toHaveLength(4);
  for (const link of links) {
    const { pathname, origin } = new URL(link, `${url}/docs`);
    expect(origin).toBe(url);
    const { status, headers } = await ask(`GET ${pathname}`);
    expect([link, status]).toEqual([link, 200]);
    expect(headers.get('content-type')).toMatch(/css|javascript|png/);
  }
  const start = await ask('GET /docs/start.js');
  expect(start.text).toMatch("url: 'openapi.json'");
  expect(start.text).toMatch('validatorUrl: null');
  const slash = await ask('GET /docs/');
  expect([slash.status, slash.headers.get('location')]).toEqual([308, '../docs']);
});
