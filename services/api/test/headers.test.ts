import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, test } from '@jest/globals';
import { startApi } from './harness.ts';
import { recordingLogger } from './recording-logger.ts';

const allowed = 'access-control-allow-origin';

test('pages of the own host name may call, on whatever port; others may not', async () => {
  const { ask, url } = await startApi();
  const from = async (origin: string) =>
    (await ask('GET /v1/me', { headers: { Origin: origin } })).headers.get(allowed);
  expect(await from('http://127.0.0.1:8080')).toBe('http://127.0.0.1:8080');
  expect(await from(url)).toBe(url);
  for (const origin of ['http://localhost:8080', 'https://evil.example', 'null', 'nonsense']) {
    expect(await from(origin)).toBeNull();
  }
});

test('listed origins may call too, and * allows all', async () => {
  const listed = await startApi({ allowedOrigins: ['https://chat.example'] });
  const fromChat = { headers: { Origin: 'https://chat.example' } };
  expect((await listed.ask('GET /v1/me', fromChat)).headers.get(allowed)).toBe(
    'https://chat.example',
  );
  const fromOther = { headers: { Origin: 'https://chat.example.evil.example' } };
  expect((await listed.ask('GET /v1/me', fromOther)).headers.get(allowed)).toBeNull();
  const open = await startApi({ allowedOrigins: ['*'] });
  expect((await open.ask('GET /v1/me', fromOther)).headers.get(allowed)).not.toBeNull();
});

test('a preflight is answered, and errors can be read across origins', async () => {
  const { ask } = await startApi();
  const preflight = await ask('OPTIONS /v1/directs', {
    headers: {
      Origin: 'http://127.0.0.1:8080',
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'authorization,content-type',
    },
  });
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get('access-control-allow-methods')).toBe('GET,POST,PUT,DELETE');
  expect(preflight.headers.get('access-control-allow-headers')).toMatch('Authorization');
  const refused = await ask('GET /v1/me', { headers: { Origin: 'http://127.0.0.1:8080' } });
  expect(refused.headers.get('access-control-expose-headers')).toMatch('Retry-After');
});

test('browsers are kept on a short lead, and plain HTTP keeps working', async () => {
  const { ask } = await startApi();
  const { headers } = await ask('GET /v1/me');
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy).toMatch("default-src 'none'");
  expect(policy).not.toMatch(/upgrade-insecure-requests|unsafe/);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('strict-transport-security')).toBeNull();
  expect(headers.get('x-powered-by')).toBeNull();
});

test('an answer carries few headers, since each costs every answer', async () => {
  const { url } = await startApi();
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.end('GET /v1/me HTTP/1.1\r\nHost: parley\r\nConnection: close\r\n\r\n');
  const [head = '', body] = (await text(socket)).split('\r\n\r\n');
  const lines = head.split('\r\n');
  expect(lines[0]).toBe('HTTP/1.1 401 Unauthorized');
  expect(body).toMatch(/^\{"type":.*\}$/);
  // The 401 has one more than an answer that is well: WWW-Authenticate.
  expect(lines.length - 1).toBeLessThanOrEqual(13);
  expect(head.length).toBeLessThanOrEqual(750);
});

test('a request to a proxy, which names the host as well, is answered like any other', async () => {
  const { url } = await startApi();
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  const target = 'http://parley.example/v1/conversations?limit=0';
  socket.end(
    `GET ${target} HTTP/1.1\r\nHost: parley.example\r\nAuthorization: Bearer any\r\nConnection: close\r\n\r\n`,
  );
  expect(await text(socket)).toMatch(/^HTTP\/1.1 400 .*"field":"limit"/s);
});

test('a request has one name, in the answer, in the problem and in the log', async () => {
  const { lines, logger } = recordingLogger();
  const { ask } = await startApi({}, logger);
  const named = await ask('GET /v1/me', { headers: { 'X-Request-Id': 'proxy-17.a' } });
  expect(named.headers.get('x-request-id')).toBe('proxy-17.a');
  expect(named.body.requestId).toBe('proxy-17.a');
  const other = await ask('GET /v1/me', { headers: { 'X-Request-Id': 'has spaces "x"' } });
  expect(other.headers.get('x-request-id')).toMatch(/^[\w-]{12}$/);
  expect(lines.filter(line => line.message === 'request')).toMatchObject([
    { level: 'info', fields: { requestId: 'proxy-17.a', route: '/v1/me', status: 401 } },
    { level: 'info', fields: { requestId: other.body.requestId } },
  ]);
});

test('no secret and nothing that people say reaches the log', async () => {
  const { lines, logger } = recordingLogger();
  const { ask } = await startApi({}, logger);
  const json = { name: 'ada', password: 'correct horse' };
  const { body } = await ask('POST /v1/accounts', { json });
  const { accessToken: token, refreshToken } = body as Record<string, string>;
  await ask('GET /v1/users/search?prefix=whispered', { token: token ?? '' });
  await ask('POST /v1/sessions/refresh', { json: { refreshToken } });
  await ask('POST /v1/sessions', { json: { name: 'ada', password: 'wrong battery' } });
  const log = JSON.stringify(lines);
  expect(lines.length).toBeGreaterThanOrEqual(4);
  for (const secret of ['correct horse', 'wrong battery', 'whispered', token, refreshToken]) {
    expect(log).not.toMatch(String(secret));
  }
});
