import { createServer } from 'node:net';
import { expect, test } from '@jest/globals';
import { ParleyError, silentLogger, sleep } from '@parley/core';
import { Registry } from 'prom-client';
import { type ApiOptions, createApi } from '../src/index.ts';
import { startApi } from './harness.ts';
import { MemoryLogic } from './memory-logic.ts';

function create(options: Partial<ApiOptions>) {
  const logic = new MemoryLogic();
  return createApi({ logic, logger: silentLogger, metrics: new Registry(), options });
}

test('close lets a request in hand finish and takes no new one', async () => {
  const { url, ask, logic, close } = await startApi();
  const { unary } = logic;
  let reached = () => {};
  const inHand = new Promise<void>(resolve => (reached = resolve));
  logic.unary = async (method, request) => {
    reached();
    await sleep(150);
    return unary(method, request);
  };
  const answer = ask('GET /v1/me', { token: 'forged' });
  await inHand;
  const closed = close();
  await expect(fetch(`${url}/v1/me`)).rejects.toThrow();
  expect((await answer).status).toBe(401);
  await closed;
  await close();
});

test('what is still in hand after the grace is cut', async () => {
  const { ask, logic, close } = await startApi({ closeGraceMs: 50 });
  let reached = () => {};
  const inHand = new Promise<void>(resolve => (reached = resolve));
  logic.unary = () => {
    reached();
    return new Promise(() => {});
  };
  const cut = expect(ask('GET /v1/me', { token: 'any' })).rejects.toThrow();
  await inHand;
  await close();
  await cut;
});

test('close without listen is nothing', async () => {
  await create({}).close();
});

test('a port that is taken rejects with EADDRINUSE', async () => {
  const other = createServer();
  await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve));
  const address = other.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  await expect(create({ port }).listen()).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await new Promise(resolve => other.close(resolve));
});

test('operations: the given handler answers its paths, unlogged, and no others', async () => {
  const { ask, metrics } = await startApi({
    ops: (req, res) => {
      if (req.url !== '/livez') return false;
      res.end('{"status":"ok"}');
      return true;
    },
  });
  expect(await ask('GET /livez')).toMatchObject({ status: 200, text: '{"status":"ok"}' });
  expect((await ask('GET /readyz')).status).toBe(404);
  const counted = await metrics.metrics();
  expect(counted).toMatch(
    'parley_api_requests_total{method="GET",route="unmatched",status="404"} 1',
  );
  expect(counted).not.toMatch('status="200"');
});

test('requests are counted by route, not by path', async () => {
  const { ask, metrics, join } = await startApi();
  const { accessToken: token } = await join('ada');
  for (const id of ['11', '12']) await ask(`GET /v1/conversations/${id}`, { token });
  const counted = await metrics.metrics();
  const labels = 'method="GET",route="/v1/conversations/{conversationId}",status="404"';
  expect(counted).toMatch(`parley_api_requests_total{${labels}} 2`);
});

test.each([
  [{ port: -1 }, 'port'],
  [{ requestsPerSecond: 0 }, 'requestsPerSecond'],
  [{ bodyBytes: 1.5 }, 'bodyBytes'],
  [{ trustProxy: -1 }, 'trustProxy'],
  [{ allowedOrigins: ['chat.example'] }, 'allowedOrigins'],
  [{ allowedOrigins: ['https://chat.example/path'] }, 'allowedOrigins'],
])('%j is refused at once', (options, field) => {
  expect(() => create(options)).toThrow(ParleyError);
  expect(() => create(options)).toThrow(new RegExp(`^${field}: expected`));
});
