import { expect, test } from '@jest/globals';
import { eventually } from '@parley/testing';
import { startApi } from './harness.ts';

test('beyond maxInFlight requests wait, are refused when that takes too long, and the others are answered', async () => {
  const { ask, join, logic, metrics } = await startApi({ maxInFlight: 3 });
  const { accessToken: token } = await join('ada');
  const { promise: thaw, resolve: letGo } = Promise.withResolvers<void>();
  const { unary } = logic;
  logic.unary = async (method, request) => {
    await thaw;
    return unary(method, request);
  };
  const me = (more = {}) => ask('GET /v1/me', { token, ...more });
  const inFlight = () =>
    expect(metrics.metrics()).resolves.toMatch('parley_api_requests_in_flight 3');
  const waiting = [me(), me(), me()];
  await eventually(inFlight);

  const left = new AbortController();
  const gone = expect(me({ signal: left.signal })).rejects.toThrow('abort');
  const late = me();
  await eventually(() =>
    expect(metrics.metrics()).resolves.toMatch('parley_api_requests_waiting 2'),
  );
  left.abort();
  await gone;
  const refused = await late;
  expect(refused).toMatchObject({
    status: 503,
    body: { code: 'overloaded', retryable: true, retryAfterMs: 1_000 },
  });
  expect(refused.headers.get('retry-after')).toBe('1');
  expect(await metrics.metrics()).toMatch('parley_api_overloaded_total 1');
  expect(logic.asked.map(({ method }) => method)).toEqual(['register']);

  const patient = me();
  letGo();
  expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual([200, 200, 200]);
  expect((await patient).status).toBe(200);
  expect((await me()).status).toBe(200);
  await eventually(() =>
    expect(metrics.metrics()).resolves.toMatch('parley_api_requests_waiting 0'),
  );
});
