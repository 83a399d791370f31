import { expect, test } from '@jest/globals';
import { request } from './http-client.ts';

/** Answers every request with this. */
function answering(status: number, body: string) {
  const fetch = () => Promise.resolve(new Response(status === 204 ? null : body, { status }));
  return { apiUrl: 'http://parley.test', fetch, httpTimeoutMs: 1_000 };
}

const call = { method: 'GET', path: '/v1/me' } as const;

test('sends query, body and token as the API wants them', async () => {
  const seen: unknown[] = [];
  const fetch: typeof globalThis.fetch = async (url, init) => {
    seen.push(url, init?.method, init?.body, init?.headers);
    return new Response('{"ok":true}');
  };
  const answer = await request(
    { apiUrl: 'http://parley.test', fetch, httpTimeoutMs: 1_000 },
    {
      method: 'POST',
      path: '/x',
      query: { q: 'a b', none: undefined },
      body: { n: 1 },
      token: 't',
    },
  );
  expect(answer).toEqual({ ok: true });
  expect(seen).toEqual([
    'http://parley.test/x?q=a+b',
    'POST',
    '{"n":1}',
    { accept: 'application/json', authorization: 'Bearer t', 'content-type': 'application/json' },
  ]);
});

test('a problem becomes the error that the server meant', async () => {
  const problem = {
    status: 429,
    title: 'Too many requests',
    detail: 'Slow down.',
    code: 'rate_limited',
    field: 'name',
    value: 'ada',
    expected: 'fewer',
    retryAfterMs: 250,
  };
  await expect(request(answering(429, JSON.stringify(problem)), call)).rejects.toMatchObject({
    code: 'rate_limited',
    message: 'Slow down.',
    retryable: true,
    details: { field: 'name', value: 'ada', expected: 'fewer', retryAfterMs: 250 },
  });
});

test.each([
  [401, 'unauthenticated'],
  [404, 'not_found'],
  [429, 'rate_limited'],
  [500, 'internal'],
  [502, 'unavailable'],
  [504, 'unavailable'],
  [418, 'internal'],
])('an answer %i that is not our own is %s', async (status, code) => {
  await expect(request(answering(status, '<h1>proxy</h1>'), call)).rejects.toMatchObject({ code });
});

test('204 is null', async () => {
  expect(await request(answering(204, ''), call)).toBeNull();
});

test('a request that takes too long ends', async () => {
  const fetch: typeof globalThis.fetch = (_url, init) =>
    new Promise((_resolve, reject) => {
      const { signal } = init ?? {};
      signal?.addEventListener('abort', () => reject(signal.reason as Error));
    });
  const options = { apiUrl: 'http://parley.test', fetch, httpTimeoutMs: 20 };
  const keepAlive = setTimeout(() => {}, 5_000);
  await expect(request(options, call)).rejects.toMatchObject({ code: 'deadline_exceeded' });
  clearTimeout(keepAlive);
});
