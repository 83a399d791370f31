import { expect, test } from '@jest/globals';
import { sleep } from '@parley/core';
import { startApi } from './harness.ts';

const wrong = (name: string) => ({ json: { name, password: 'guess' } });

test('sign-ins of one address: beyond the limit 429, with when to come back', async () => {
  const { ask, logic, metrics } = await startApi({ signInsPerMinute: 3 });
  for (let n = 1; n <= 3; n++)
    expect((await ask('POST /v1/sessions', wrong(`u${n}`))).status).toBe(401);
  const refused = await ask('POST /v1/accounts', wrong('u4'));
  expect(refused).toMatchObject({
    status: 429,
    body: { code: 'rate_limited', retryable: true, expected: 'at most 3 in 60 s' },
  });
  expect(refused.body.retryAfterMs).toBeGreaterThan(50_000);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(50);
  expect(logic.asked).toHaveLength(3);
  expect(await metrics.metrics()).toMatch('parley_api_rate_limited_total{limit="address"} 1');
});

test('one account is protected whatever addresses the tries come from', async () => {
  const { ask, metrics } = await startApi({ signInsPerMinute: 3, trustProxy: true });
  const guess = (name: string, from: string) =>
    ask('POST /v1/sessions', { ...wrong(name), headers: { 'X-Forwarded-For': from } });
  for (const n of [1, 2, 3]) expect((await guess('Ada', `203.0.113.${n}`)).status).toBe(401);
  expect((await guess('ada', '203.0.113.4')).status).toBe(429);
  expect((await guess('bob', '203.0.113.4')).status).toBe(401);
  expect(await metrics.metrics()).toMatch('parley_api_rate_limited_total{limit="account"} 1');
});

test('an account is the same however its name is written', async () => {
  const { ask } = await startApi({ signInsPerMinute: 3, trustProxy: true });
  const guess = async (name: string, n: number) => {
    const headers = { 'X-Forwarded-For': `203.0.113.${n}` };
    return (await ask('POST /v1/sessions', { ...wrong(name), headers })).status;
  };
  // Full width, with spaces around it, in capitals: logic takes all of them for one name.
  for (const [n, name] of ['ada', ' ada  ', '\uff21da'].entries())
    expect(await guess(name, n)).toBe(401);
  expect(await guess('ADA ', 9)).toBe(429);
});

test('without trustProxy nobody invents an address', async () => {
  const { ask, logic } = await startApi({ signInsPerMinute: 2 });
  const guess = (n: number) =>
    ask('POST /v1/sessions', {
      ...wrong(`u${n}`),
      headers: { 'X-Forwarded-For': `203.0.113.${n}` },
    });
  for (const n of [1, 2]) expect((await guess(n)).status).toBe(401);
  expect((await guess(3)).status).toBe(429);
  expect(logic.asked[0]?.request).toMatchObject({ address: '127.0.0.1' });
});

test('with one proxy, the address is the one that the proxy saw', async () => {
  const { ask, logic } = await startApi({ trustProxy: true });
  const headers = { 'X-Forwarded-For': '198.51.100.66, 203.0.113.7' };
  await ask('POST /v1/sessions', { ...wrong('ada'), headers });
  expect(logic.asked.at(-1)?.request).toMatchObject({ address: '203.0.113.7' });
});

test('requests with one token: others are not held up, and a second later it goes on', async () => {
  const { ask, join } = await startApi({ requestsPerSecond: 5 });
  const [ada, bob] = [await join('ada'), await join('bob')];
  const me = (token: string) => ask('GET /v1/me', { token });
  const statuses = await Promise.all(
    Array.from({ length: 8 }, async () => (await me(ada.accessToken)).status),
  );
  expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 200, 200, 200, 200, 429, 429, 429]);
  expect((await me(bob.accessToken)).status).toBe(200);
  await sleep(1_100);
  expect((await me(ada.accessToken)).status).toBe(200);
});
