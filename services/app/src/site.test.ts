import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { silentLogger } from '@parley/core';
import type { FastifyInstance } from 'fastify';
import { createSite, type SiteOptions } from './site.ts';

let directory: string;
let site: FastifyInstance;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'parley-site-'));
  mkdirSync(join(directory, 'assets'));
  writeFileSync(join(directory, 'index.html'), '<title>Parley</title>');
  writeFileSync(join(directory, 'assets/a-1.js'), 'export {}');
});

afterEach(async () => {
  await site.close();
  rmSync(directory, { recursive: true });
});

async function serve(options: Partial<SiteOptions> = {}): Promise<string> {
  site = createSite({
    directory,
    apiUrl: '',
    connectUrls: [],
    apiPort: 7070,
    connectPort: 7000,
    demo: false,
    version: '1.2.3',
    logger: silentLogger,
    ops: () => false,
    ...options,
  });
  return site.listen({ host: '127.0.0.1', port: 0 });
}

test('tells the page where to go, and of the demo users only in demo mode', async () => {
  const url = await serve({ demo: true, connectUrls: ['wss://a.example/v1/connect'] });
  const config = await (await fetch(`${url}/config.json`)).json();
  expect(config).toMatchObject({
    apiPort: 7070,
    connectUrls: ['wss://a.example/v1/connect'],
    version: '1.2.3',
    demo: { users: [{ name: 'demo', password: '111111' }, {}, {}] },
  });
});

test('without demo mode no password is served', async () => {
  const url = await serve();
  const text = await (await fetch(`${url}/config.json`)).text();
  expect(JSON.parse(text).demo).toBeNull();
  expect(text).not.toContain('111111');
});

test('any path of the page answers with the page; a missing file is missing', async () => {
  const url = await serve();
  const page = await fetch(`${url}/c/17`, { headers: { Accept: 'text/html' } });
  expect([page.status, await page.text()]).toEqual([200, '<title>Parley</title>']);
  expect((await fetch(`${url}/assets/gone.js`)).status).toBe(404);
  expect((await fetch(`${url}/../package.json`)).status).toBe(404);
  expect((await fetch(`${url}/c/17`, { method: 'POST' })).status).toBe(404);
});

test('the page may talk to its own api and connect node only, and is framed by nobody', async () => {
  const url = await serve();
  const policy = (await fetch(url)).headers.get('content-security-policy') ?? '';
  expect(policy).toContain("connect-src 'self' http://127.0.0.1:7070 ws://127.0.0.1:7000");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain('upgrade-insecure-requests');
});

test('what cannot be read is answered without a word about the inside', async () => {
  const url = await serve();
  const { port } = new URL(url);
  for (const [host, path] of [
    ['two words', '/'],
    ['a.example; script-src *', '/'],
    ['999.999.999.999', '/'],
    ['a.example', '/%E0%A4%A'],
  ] as const) {
    const [status, text] = await askRaw(Number(port), host, path);
    expect([host, path, status]).toEqual([host, path, 400]);
    expect(text).toBe('The request could not be read.\n');
  }
});

/** With headers that `fetch` would not send. */
async function askRaw(port: number, host: string, path: string): Promise<[number?, string?]> {
  const asking = request({ port, path, headers: { host } });
  asking.end();
  const [response] = (await once(asking, 'response')) as [IncomingMessage];
  return [response.statusCode, await readText(response)];
}
