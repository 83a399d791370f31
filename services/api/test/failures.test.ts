import { expect, test } from '@jest/globals';
import { ParleyError } from '@parley/core';
import { startApi } from './harness.ts';
import { recordingLogger } from './recording-logger.ts';

test.each([
  ['no header', {}, 'Bearer realm="parley"'],
  ['another scheme', { Authorization: 'Basic YTpi' }, /error="invalid_token"/],
  ['an empty token', { Authorization: 'Bearer ' }, /error="invalid_token"/],
  ['a token with spaces', { Authorization: 'Bearer a b' }, /error="invalid_token"/],
])('%s is 401 and asks for a token', async (_case, headers, challenge) => {
  const { ask, logic } = await startApi();
  const answer = await ask('GET /v1/me', { headers });
  expect(answer).toMatchObject({
    status: 401,
    body: { code: 'unauthenticated', field: 'Authorization' },
  });
  expect(answer.headers.get('www-authenticate')).toMatch(challenge);
  expect(logic.asked).toEqual([]);
});

test.each([
  ['forged', 'unauthenticated'],
  ['expired', 'token_expired'],
])('a token that is %s is 401 %s', async (token, code) => {
  const { ask } = await startApi();
  const answer = await ask('GET /v1/me', { token });
  expect(answer).toMatchObject({ status: 401, body: { code } });
  expect(answer.headers.get('www-authenticate')).toMatch(
    /^Bearer realm="parley", error="invalid_token", error_description="The access token /,
  );
});

test.each([
  [new ParleyError('unavailable', 'No instance.', { retryAfterMs: 1_500 }), 503, '2'],
  [new ParleyError('overloaded', 'Too much.', { retryAfterMs: 20 }), 503, '1'],
  [new ParleyError('deadline_exceeded', 'Too slow.'), 504, null],
  [new ParleyError('limit_reached', 'Full.'), 422, null],
  [new ParleyError('session_revoked', 'Signed out.'), 401, null],
])('%s of logic is %d', async (failure, status, retryAfter) => {
  const { ask, logic } = await startApi();
  logic.nextFailure = failure;
  const answer = await ask('GET /v1/me', { token: 'any' });
  const { code, retryable } = failure;
  expect(answer).toMatchObject({ status, body: { code, retryable, detail: failure.message } });
  expect(answer.headers.get('retry-after')).toBe(retryAfter);
});

test('what is not ours is told as internal, and logged in full under the request id', async () => {
  const { lines, logger } = recordingLogger();
  const { ask, logic } = await startApi({}, logger);
  logic.nextFailure = new TypeError('secret detail of the inside');
  const answer = await ask('GET /v1/me', { token: 'any', headers: { 'X-Request-Id': 'mine-1' } });
  expect(answer).toMatchObject({
    status: 500,
    body: { code: 'internal', requestId: 'mine-1', retryable: false },
  });
  expect(answer.text).not.toMatch('secret detail');
  expect(lines.find(line => line.message === 'a request failed')?.fields).toMatchObject({
    requestId: 'mine-1',
    err: expect.objectContaining({ message: 'secret detail of the inside' }),
  });
});

test('an answer of logic that this version does not know is internal', async () => {
  const { ask, logic, join } = await startApi();
  const { accessToken: token, user } = await join('ada');
  const made = logic.conversations.create(user.userId, 'galaxy', 'Far', []);
  const answer = await ask(`GET /v1/conversations/${made.conversationId}`, { token });
  expect(answer).toMatchObject({ status: 500, body: { code: 'internal' } });
});
