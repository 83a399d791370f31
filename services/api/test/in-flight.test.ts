import { expect, test } from '@jest/globals';
import { eventually } from '@parley/testing';
import { startApi } from './harness.ts';

test('beyond maxInFlight requests are refused at once, and the others are answered', async () => {
  const { ask, join, logic, metrics } = await startApi({ maxInFlight: 3 });
  const { accessToken: token } = await join('ada');
  const { promise: thaw, resolve: letGo } = Promise.withResolvers<void>();
  const { unary } = logic;
  logic.unary = async (method, request) => {
    await thaw;
    return unary(method, request);
  };
  const me = () => ask('GET /v1/me', { token });
  const inFlight = () =>
    expect(metrics.metrics()).resolves.toMatch('parley_api_requests_in_flight 3');
  const waiting = [me(), me(), me()];
  await eventually(inFlight);

  const refused = await me();
  expect(refused).toMatchObject({
    status: 503,
    body: { code: 'overloaded', retryable: true, retryAfterMs: 1_000 },
  });
  expect(refused.headers.get('retry-after')).toBe('1');
  expect(await metrics.metrics()).toMatch('parley_api_overloaded_total 1');
  expect(logic.asked.map(({ method }) => method)).toEqual(['register']);

  letGo();
  expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual([200, 200, 200]);
  expect((await me()).status).toBe(200);
});
