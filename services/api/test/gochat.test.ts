import { describe, expect, test } from '@jest/globals';
import { ParleyError } from '@parley/core';
import type { ApiOptions } from '../src/index.ts';
import { type Harness, startApi } from './harness.ts';

const SESSION_ERROR = '{"code":40000,"data":null,"message":"Session error"}';
const NO_SUCH_PATH = '{"code":1,"data":null,"message":"please check request url !"}';

/** A call as gochat's page makes it; the answer's text, since the order of its keys is part of it. */
async function call(api: Harness, path: string, body: unknown, type = 'application/json') {
  const response = await fetch(`${api.url}${path}`, {
    method: 'POST',
    headers: { 'Content-type': type, Origin: 'http://elsewhere.example:8080' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
  return response.text();
}

interface Person {
  authToken: string;
  userId: string;
}

async function start(options: Partial<ApiOptions> = {}) {
  const api = await startApi(options);
  const register = async (userName: string): Promise<Person> => {
    const body = { userName, passWord: 'correct horse' };
    const { data } = JSON.parse(await call(api, '/user/register', body)) as { data: string };
    const { userId } = api.logic.accounts.sessionOf({ accessToken: data });
    return { authToken: data, userId };
  };
  return { api, register };
}

const NOT_A_MEMBER = new ParleyError('not_a_member', 'You are not in this room.');
const refusal = (message: string) => JSON.stringify({ code: 1, data: null, message });

describe('signing in', () => {
  test('register and login answer with a token, which says who it is until it is signed out', async () => {
    const { api } = await start();
    const credentials = { userName: 'demo', passWord: 'correct horse' };
    const registered = await call(api, '/user/register', credentials);
    expect(registered).toMatch(/^\{"code":0,"data":"[^"]+","message":"register success"\}$/);
    const signedIn = await call(api, '/user/login', credentials);
    expect(signedIn).toMatch(/^\{"code":0,"data":"[^"]+","message":"login success"\}$/);
    const asked = api.logic.asked.map(({ method, request }) => [method, request]);
    const device = { deviceName: 'gochat', opaqueToken: true, address: expect.any(String) };
    const given = { name: 'demo', password: 'correct horse', ...device };
    expect(asked).toEqual([
      ['register', given],
      ['signIn', given],
    ]);

    const authToken = JSON.parse(signedIn).data as string;
    const { userId } = api.logic.accounts.sessionOf({ accessToken: authToken });
    expect(await call(api, '/user/checkAuth', { authToken })).toBe(
      `{"code":0,"data":{"userId":${userId},"userName":"demo"},"message":"auth success"}`,
    );
    expect(await call(api, '/user/logout', { authToken })).toBe(
      '{"code":0,"data":null,"message":"logout ok!"}',
    );
    expect(await call(api, '/user/checkAuth', { authToken })).toBe(SESSION_ERROR);
    expect(await call(api, '/user/logout', { authToken })).toBe(SESSION_ERROR);
  });

  test('what goes wrong is said as gochat says it', async () => {
    const { api, register } = await start();
    await register('demo');
    const credentials = { userName: 'demo', passWord: 'wrong' };
    expect(await call(api, '/user/login', credentials)).toBe(
      refusal('no this user or password error!'),
    );
    expect(await call(api, '/user/register', credentials)).toBe(
      refusal('this user name already have , please login !!!'),
    );
    const required = (field: string, form = 'FormLogin') =>
      `Key: '${form}.${field}' Error:Field validation for '${field}' failed on the 'required' tag`;
    expect(await call(api, '/user/login', { passWord: 'x' })).toBe(refusal(required('UserName')));
    expect(await call(api, '/user/login', { userName: '', passWord: null })).toBe(
      refusal(`${required('UserName')}\n${required('Password')}`),
    );
    expect(await call(api, '/user/register', {})).toContain(required('UserName', 'FormRegister'));
    expect(await call(api, '/user/login', '')).toBe(refusal('EOF'));
    expect(await call(api, '/user/login', { userName: 1, passWord: 'x' })).toBe(
      refusal(
        'json: cannot unmarshal number into Go struct field FormLogin.userName of type string',
      ),
    );
    // The body is JSON whatever it says that it is, and names count without regard to case.
    const text = JSON.stringify({ USERNAME: 'demo', password: 'correct horse' });
    expect(await call(api, '/user/login', text, 'text/plain')).toContain('"login success"');
    expect(await call(api, '/user/login', '{"passWord":"secret horse')).not.toContain('horse');
  });

  test('tries are limited as everywhere', async () => {
    const { api } = await start({ signInsPerMinute: 1 });
    const credentials = { userName: 'demo', passWord: 'x' };
    await call(api, '/user/login', credentials);
    expect(await call(api, '/user/login', credentials)).toBe(
      refusal('Too many requests: wait a little.'),
    );
  });
});

describe('writing', () => {
  test('a message to a room, and one to a person', async () => {
    const { api, register } = await start();
    const [ann, bob] = [await register('ann'), await register('bob')];
    const room = api.logic.conversations.create(bob.userId, 'room', 'Room', []).conversationId;
    const { authToken } = ann;
    // As the page sends it, with an `op` that means nothing here. Ann is no member yet.
    api.logic.nextFailure = NOT_A_MEMBER;
    const toRoom = { op: 5, roomId: Number(room), authToken, msg: 'hi all' };
    expect(await call(api, '/push/pushRoom', toRoom)).toBe('{"code":0,"data":"","message":"ok"}');
    const toBob = { authToken, msg: 'hi bob', toUserId: bob.userId, roomId: 1 };
    expect(await call(api, '/push/push', toBob)).toBe('{"code":0,"data":null,"message":"ok"}');

    const sends = api.logic.asked.filter(({ method }) => method === 'send');
    const bodies = sends.map(({ request }) => (request as { body: string }).body);
    expect(bodies.at(-1)).toBe('{"kind":"text","text":"hi bob"}');
    expect(new Set(bodies)).toEqual(
      new Set(['{"kind":"text","text":"hi all"}', '{"kind":"text","text":"hi bob"}']),
    );
    const joined = api.logic.asked.filter(({ method }) => method === 'joinConversation');
    expect(joined).toHaveLength(1);
  });

  test('a message that is tried again after joining is the same message', async () => {
    const { api, register } = await start();
    const [ann, bob] = [await register('ann'), await register('bob')];
    const room = api.logic.conversations.create(bob.userId, 'room', 'Room', []).conversationId;
    api.logic.nextFailure = NOT_A_MEMBER;
    await call(api, '/push/pushRoom', { ...ann, msg: 'hi', roomId: Number(room) });
    const sends = api.logic.asked.filter(({ method }) => method === 'send');
    const ids = sends.map(({ request }) => (request as { clientId: string }).clientId);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });

  test('what goes wrong', async () => {
    const { api, register } = await start();
    const { authToken } = await register('ann');
    const room = { authToken, msg: 'hi', roomId: 999_999 };
    for (const roomId of [999_999, -1, 2 ** 53 - 1]) {
      const refused = await call(api, '/push/pushRoom', { ...room, roomId });
      expect(refused).toBe(refusal('rpc push room msg fail!'));
    }
    for (const toUserId of ['999999', 'bob', '-1', '0']) {
      const refused = await call(api, '/push/push', { ...room, toUserId, roomId: 1 });
      expect(refused).toBe(refusal('rpc fail get friend userName'));
    }
    for (const roomId of [0, undefined]) {
      expect(await call(api, '/push/pushRoom', { ...room, roomId })).toBe(
        refusal(
          "Key: 'FormRoom.RoomId' Error:Field validation for 'RoomId' failed on the 'required' tag",
        ),
      );
    }
    expect(await call(api, '/push/pushRoom', { ...room, roomId: '1' })).toBe(
      refusal('json: cannot unmarshal string into Go struct field FormRoom.roomId of type int'),
    );
    api.logic.nextFailure = new ParleyError('overloaded', 'Busy. Please try again.');
    expect(await call(api, '/push/pushRoom', room)).toBe(refusal('Busy. Please try again.'));
    api.logic.nextFailure = new Error('a secret of ours');
    expect(await call(api, '/push/pushRoom', room)).not.toContain('secret');
  });
});

test('count and room info are asked of logic, and come elsewhere', async () => {
  const { api, register } = await start();
  const { authToken, userId } = await register('ann');
  const room = api.logic.conversations.create(userId, 'room', 'Room', []).conversationId;
  for (const [path, withNames] of [
    ['/push/count', false],
    ['/push/getRoomInfo', true],
  ] as const) {
    const asked = { authToken, roomId: Number(room) };
    expect(await call(api, path, asked)).toBe('{"code":0,"data":"","message":"ok"}');
    const { request } = api.logic.asked.at(-1) ?? {};
    expect(request).toEqual({
      caller: { accessToken: authToken },
      conversationId: room,
      withNames,
    });
  }
  const elsewhere = { authToken, roomId: 999_999 };
  expect(await call(api, '/push/count', elsewhere)).toBe(refusal('rpc get room count fail!'));
  expect(await call(api, '/push/getRoomInfo', elsewhere)).toBe(refusal('rpc get room info fail!'));
});

test.each([
  '/user/checkAuth',
  '/user/logout',
  '/push/push',
  '/push/pushRoom',
  '/push/count',
  '/push/getRoomInfo',
])('%s without a good token is answered 40000, whatever else is wrong', async path => {
  const { api } = await start();
  const bodies = ['', '{', '[]', {}, { authToken: null }, { authToken: '' }, { authToken: 7 }];
  for (const body of [...bodies, { authToken: 'made up' }, { authToken: 'expired' }]) {
    expect(await call(api, path, body)).toBe(SESSION_ERROR);
  }
});

test('other paths and preflights are answered as gochat does', async () => {
  const { api } = await start();
  expect(await call(api, '/user/nothing', {})).toBe(NO_SUCH_PATH);
  const got = await fetch(`${api.url}/push/push`);
  expect([got.status, await got.text()]).toEqual([200, NO_SUCH_PATH]);
  const preflight = await fetch(`${api.url}/user/login`, {
    method: 'OPTIONS',
    headers: {
      Origin: 'http://elsewhere.example:8080',
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'content-type',
    },
  });
  expect(preflight.status).toBe(200);
  expect(await preflight.text()).toBe(`null${NO_SUCH_PATH}`);
  expect(Object.fromEntries(preflight.headers)).toMatchObject({
    'access-control-allow-origin': '*',
    'access-control-allow-headers': 'Origin, X-Requested-With, Content-Type, Accept',
    'access-control-allow-methods': 'GET, OPTIONS, POST, PUT, DELETE',
  });
});

test('too large a body and too many requests are answered in the envelope', async () => {
  const { api, register } = await start({ bodyBytes: 200, requestsPerSecond: 2 });
  const { authToken } = await register('ann');
  const msg = 'x'.repeat(300);
  expect(await call(api, '/push/pushRoom', { authToken, roomId: 1, msg })).toBe(
    refusal('The body is too large.'),
  );
  const answers = [];
  for (let i = 0; i < 3; i++) answers.push(await call(api, '/user/checkAuth', { authToken }));
  expect(answers.at(-1)).toBe(refusal('Too many requests: wait a little.'));
});

test('it can be switched off', async () => {
  const { api } = await start({ gochat: false });
  const response = await fetch(`${api.url}/user/login`, { method: 'POST', body: '{}' });
  expect(response.status).toBe(404);
});
