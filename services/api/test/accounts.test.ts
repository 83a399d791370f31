import { expect, test } from '@jest/globals';
import { startApi } from './harness.ts';

test('register, sign in, refresh: each answers with a session', async () => {
  const { ask, logic } = await startApi();
  const password = 'correct horse';
  const json = { name: 'ada', password, displayName: ' Ada L. ', deviceName: 'laptop' };
  const registered = await ask('POST /v1/accounts', { json });
  expect(registered).toMatchObject({
    status: 201,
    body: { user: { name: 'ada', displayName: 'Ada L.' } },
  });
  expect(logic.asked.at(-1)?.request).toMatchObject({ address: '127.0.0.1', deviceName: 'laptop' });

  const signedIn = await ask('POST /v1/sessions', { json: { name: 'ada', password } });
  expect(signedIn.status).toBe(201);
  const { refreshToken } = signedIn.body;
  const refreshed = await ask('POST /v1/sessions/refresh', { json: { refreshToken } });
  expect(refreshed).toMatchObject({ status: 200, body: { sessionId: signedIn.body.sessionId } });
  const again = await ask('POST /v1/sessions/refresh', { json: { refreshToken } });
  expect(again).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
});

test('a taken name and a wrong password are what logic says', async () => {
  const { ask, join } = await startApi();
  await join('ada');
  const taken = await ask('POST /v1/accounts', { json: { name: 'ada', password: 'other' } });
  expect(taken).toMatchObject({ status: 409, body: { code: 'name_taken', field: 'name' } });
  const wrong = await ask('POST /v1/sessions', { json: { name: 'ada', password: 'other' } });
  expect(wrong).toMatchObject({ status: 401, body: { code: 'wrong_credentials' } });
  expect(wrong.headers.get('www-authenticate')).toBe('Bearer realm="parley"');
});

test('sessions: listed, ended one by one, all others, the own one', async () => {
  const { ask, join } = await startApi();
  const { accessToken: token, sessionId } = await join('ada');
  const signIn = async () => {
    const json = { name: 'ada', password: 'correct horse', deviceName: 'phone' };
    return (await ask('POST /v1/sessions', { json })).body;
  };
  const [second, third] = [await signIn(), await signIn()];

  const { body } = await ask('GET /v1/sessions', { token });
  expect(body.items).toMatchObject([{ current: true, sessionId }, {}, { deviceName: 'phone' }]);

  const gone = await ask(`DELETE /v1/sessions/${String(second.sessionId)}`, { token });
  expect(gone.status).toBe(204);
  expect((await ask('GET /v1/me', { token: String(second.accessToken) })).status).toBe(401);
  expect((await ask('DELETE /v1/sessions/others', { token })).status).toBe(204);
  expect((await ask('GET /v1/me', { token: String(third.accessToken) })).status).toBe(401);
  expect((await ask('GET /v1/me', { token })).status).toBe(200);
  expect((await ask('DELETE /v1/sessions/current', { token })).status).toBe(204);
  expect((await ask('GET /v1/me', { token })).status).toBe(401);
});

test('people: oneself, by id, by the beginning of a name', async () => {
  const { ask, join, logic } = await startApi();
  const { accessToken: token, user } = await join('ada');
  const { user: adam } = await join('adam');
  await join('eve');
  const me = await ask('GET /v1/me', { token });
  expect(me.body).toEqual({ ...(user as object), presenceMode: 'auto' });
  const byId = await ask(`GET /v1/users?ids=${adam.userId},${user.userId},999`, { token });
  expect(byId.body).toEqual({ items: [user, adam] });
  expect((await ask('GET /v1/users/search?prefix=ad', { token })).body).toEqual({
    items: [user, adam],
  });
  expect(logic.asked.at(-1)?.request).toMatchObject({ prefix: 'ad', limit: 20 });
  const one = await ask('GET /v1/users/search?prefix=ad&limit=1', { token });
  expect(one.body).toEqual({ items: [user] });
});

test('presence: the own mode, and how others are', async () => {
  const { ask, join, logic } = await startApi();
  const { accessToken: token } = await join('ada');
  const put = await ask('PUT /v1/me/presence', { token, json: { mode: 'busy' } });
  expect(put.status).toBe(204);
  expect((await ask('GET /v1/me', { token })).body).toMatchObject({ presenceMode: 'busy' });
  const wrong = await ask('PUT /v1/me/presence', { token, json: { mode: 'asleep' } });
  expect(wrong).toMatchObject({ status: 400, body: { field: 'mode' } });

  expect((await ask('GET /v1/users/presence?ids=7,8', { token })).body).toEqual({
    items: [
      { userId: '7', status: 'online', version: 7 },
      { userId: '8', status: 'offline', version: 7, lastSeenAtMs: 1 },
    ],
  });
  expect(logic.asked.at(-1)).toMatchObject({ request: { caller: { accessToken: token } } });
  expect((await ask('GET /v1/users/presence?ids=7')).status).toBe(401);
});
