import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { startApi } from './harness.ts';

const JSON_TYPE = { 'Content-Type': 'application/json' };

test('malformed JSON says what was expected and repeats nothing of it', async () => {
  const { ask } = await startApi();
  const text = '{"name": "ada",\n "password": hunter2}';
  const answer = await ask('POST /v1/sessions', { text, headers: JSON_TYPE });
  expect(answer).toMatchObject({
    status: 400,
    body: {
      type: 'urn:parley:error:invalid_request',
      title: 'Invalid request',
      code: 'invalid_request',
      field: 'body',
      expected: 'a JSON object',
      detail: 'The body is not valid JSON.',
      retryable: false,
    },
  });
  expect(answer.text).not.toMatch('hunter2');
});

test.each([
  ['text/plain', '{"name":"ada"}'],
  ['application/x-www-form-urlencoded', 'name=ada'],
])('a body of type %s is 415', async (type, text) => {
  const { ask } = await startApi();
  expect(await ask('POST /v1/sessions', { text, headers: { 'Content-Type': type } })).toMatchObject(
    {
      status: 415,
      body: {
        code: 'invalid_request',
        field: 'Content-Type',
        value: type,
        expected: 'application/json',
      },
    },
  );
});

test.each([
  ['Content-Type', { 'Content-Type': 'application/json; charset=latin1' }],
  ['Content-Encoding', { ...JSON_TYPE, 'Content-Encoding': 'zstd9' }],
])('an unknown %s is 415', async (field, headers) => {
  const { ask } = await startApi();
  const answer = await ask('POST /v1/sessions', { text: '{}', headers });
  expect(answer).toMatchObject({ status: 415, body: { code: 'invalid_request', field } });
});

test.each([
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  ['br', brotliCompressSync],
])('a body in %s is unpacked, and only as far as it may go', async (encoding, pack) => {
  const { url } = await startApi({ bodyBytes: 1_000 });
  const send = async (json: object, bytes = pack(JSON.stringify(json))) => {
    const headers = { ...JSON_TYPE, 'Content-Encoding': encoding };
    const answer = await fetch(`${url}/v1/sessions`, {
      method: 'POST',
      headers,
      body: new Uint8Array(bytes),
    });
    return [answer.status, JSON.parse(await answer.text()).code];
  };
  expect(await send({ name: 'ada', password: 'wrong' })).toEqual([401, 'wrong_credentials']);
  expect(await send({ name: 'x'.repeat(1_000_000) })).toEqual([413, 'too_large']);
  expect(await send({}, Buffer.from('not packed'))).toEqual([400, 'invalid_request']);
});

test('a body of unknown length is read as far as it may go', async () => {
  const { url } = await startApi({ bodyBytes: 1_000 });
  const send = async (text: string) => {
    const body = new Blob([text]).stream();
    const init = { method: 'POST', headers: JSON_TYPE, body, duplex: 'half' as const };
    return (await fetch(`${url}/v1/sessions`, init)).status;
  };
  expect(await send('{"name":"ada","password":"wrong"}')).toBe(401);
  expect(await send(JSON.stringify({ name: 'x'.repeat(100_000) }))).toBe(413);
});

test('no body at all, or one that is no object', async () => {
  const { ask } = await startApi();
  const nothing = await ask('POST /v1/sessions');
  expect(nothing).toMatchObject({ status: 400, body: { field: 'name', expected: 'a string' } });
  const list = await ask('POST /v1/sessions', { json: [] });
  expect(list).toMatchObject({ status: 400, body: { field: 'request', expected: 'an object' } });
  const word = await ask('POST /v1/sessions', { text: '"word"', headers: JSON_TYPE });
  expect(word).toMatchObject({ status: 400, body: { field: 'body', expected: 'a JSON object' } });
});

test('a body that is too large is 413 and says how large it may be', async () => {
  const { ask } = await startApi({ bodyBytes: 1_000 });
  const json = { name: 'x'.repeat(2_000), password: 'x' };
  expect(await ask('POST /v1/sessions', { json })).toMatchObject({
    status: 413,
    body: { code: 'too_large', field: 'body', expected: 'at most 1000 bytes' },
  });
});

test.each<[string, object, string, string, string]>([
  ['accounts', { password: 'x' }, 'name', 'undefined', 'a string'],
  ['accounts', { name: 7, password: 'x' }, 'name', '7', 'a string'],
  ['accounts', { name: 'ada', password: 'x', admin: true }, 'admin', 'true', 'no such field'],
  ['accounts', { name: 'ada', password: '' }, 'password', '(not shown)', 'at least 1 character'],
  ['accounts', { name: 'a b', password: 'x' }, 'name', 'a b', 'letters, digits'],
  ['directs', { userId: 'x' }, 'userId', 'x', 'an id: 1 to 16 decimal digits'],
  ['conversations', { kind: 'world', title: 'x' }, 'kind', 'world', 'one of "group", "room"'],
  ['conversations', { kind: 'room', title: ' ' }, 'title', '', 'at least 1 character'],
  [
    'conversations',
    { kind: 'room', title: 'x', memberIds: ['1', 'two'] },
    'memberIds[1]',
    'two',
    'an id',
  ],
  ['conversations/10/messages', { clientId: 'c' }, 'body', 'undefined', 'an object'],
  [
    'conversations/10/messages',
    { clientId: 'c', body: { kind: 'text', text: 'x'.repeat(8_001) } },
    'body.text',
    'xxx',
    'at most 8000 characters',
  ],
])('POST /v1/%s %j names %s', async (path, json, field, value, expected) => {
  const { ask, logic } = await startApi();
  const { status, body } = await ask(`POST /v1/${path}`, { token: 'any', json });
  expect(status).toBe(400);
  expect(body).toMatchObject({ code: 'invalid_request', field, retryable: false });
  expect(body.expected).toContain(expected);
  if (field !== 'title') expect(body.value).toContain(value);
  expect(logic.asked).toEqual([]);
});

test.each([
  ['/v1/users', 'ids', 'a string'],
  ['/v1/users?ids=1,x', 'ids', '1 to 100 user ids separated by commas'],
  [`/v1/users?ids=${Array(101).fill('1').join(',')}`, 'ids', '1 to 100 user ids'],
  ['/v1/users/search', 'prefix', 'a string'],
  ['/v1/users/search?prefix=a&limit=0', 'limit', 'at least 1'],
  ['/v1/users/search?prefix=a&limit=ten', 'limit', 'a whole number'],
  ['/v1/conversations?limit=201', 'limit', 'at most 200'],
  ['/v1/conversations?limit=1&limit=2', 'limit', 'a string'],
  ['/v1/conversations?page=2', 'page', 'no such field'],
  ['/v1/me?verbose=1', 'verbose', 'no such field'],
  ['/v1/conversations/abc', 'conversationId', 'an id'],
  ['/v1/conversations/10/events', 'request', 'exactly one of afterSeq and beforeSeq'],
  ['/v1/conversations/10/events?afterSeq=1&beforeSeq=2', 'request', 'exactly one of'],
  ['/v1/conversations/10/events?afterSeq=-1', 'afterSeq', 'a whole number'],
  ['/v1/conversations/10/events?beforeSeq=0', 'beforeSeq', 'at least 1'],
])('GET %s names %s', async (path, field, expected) => {
  const { ask, logic } = await startApi();
  const { status, body } = await ask(`GET ${path}`, { token: 'any' });
  expect(status).toBe(400);
  expect(body).toMatchObject({ code: 'invalid_request', field });
  expect(body.expected).toContain(expected);
  expect(logic.asked).toEqual([]);
});

test.each(['/', '/v1', '/v1/nothing', '/v2/me', '/v1/me/more', '/docs/package.json'])(
  '%s is 404',
  async path => {
    const { ask } = await startApi();
    expect(await ask(`GET ${path}`)).toMatchObject({
      status: 404,
      body: { code: 'not_found', field: 'path', value: path },
    });
  },
);

test('of what is not there or not possible, the body is not read', async () => {
  const { ask } = await startApi();
  const malformed = { text: '{', headers: JSON_TYPE };
  expect((await ask('POST /v1/nothing', malformed)).status).toBe(404);
  expect((await ask('PUT /v1/sessions', malformed)).status).toBe(405);
});

test('a path whose escapes are broken is 400', async () => {
  const { ask } = await startApi();
  expect(await ask('GET /v1/conversations/%E0%A4%A', { token: 'any' })).toMatchObject({
    status: 400,
    body: { code: 'invalid_request' },
  });
});

test.each([
  ['PATCH /v1/me', 'GET, HEAD'],
  ['POST /v1/me', 'GET, HEAD'],
  ['GET /v1/sessions/current', 'DELETE'],
  ['PUT /v1/sessions', 'POST, GET, HEAD'],
  ['POST /v1/conversations/10', 'GET, HEAD'],
])('%s is 405 and says what is possible', async (what, allow) => {
  const { ask } = await startApi();
  const answer = await ask(what);
  expect(answer).toMatchObject({
    status: 405,
    body: { code: 'method_not_allowed', expected: allow },
  });
  expect(answer.headers.get('allow')).toBe(allow);
});

test('HEAD answers like GET without a body', async () => {
  const { ask, join } = await startApi();
  const { accessToken: token } = await join('ada');
  expect(await ask('HEAD /v1/me', { token })).toMatchObject({ status: 200, text: '' });
});
