import { expect, test } from '@jest/globals';
import { ParleyError } from '@parley/core';
import { startApi } from './harness.ts';

const PATH = '/v1/admin/dead-letters';

async function startWithAdmin() {
  const harness = await startApi();
  const { accessToken: token, user } = await harness.join('ada');
  harness.logic.admins.add(user.userId);
  return { ...harness, token };
}

test('an admin lists dead letters page by page, and sees how many there are', async () => {
  const { ask, logic, token } = await startWithAdmin();
  logic.deadLetters.bury('a', 'b', 'c');
  const first = await ask(`GET ${PATH}?limit=2`, { token });
  expect(first).toMatchObject({
    status: 200,
    body: {
      items: [
        { deadLetterId: 'a', attempts: 4, dispatches: [{ conversationId: '77', seq: 1 }] },
        { deadLetterId: 'b' },
      ],
      nextCursor: 'b',
      total: 3,
    },
  });
  const second = await ask(`GET ${PATH}?limit=2&cursor=b`, { token });
  expect(second.body).toMatchObject({ items: [{ deadLetterId: 'c' }], nextCursor: null, total: 3 });
});

test('some are replayed, all are purged', async () => {
  const { ask, logic, token } = await startWithAdmin();
  logic.deadLetters.bury('a', 'b', 'c');
  const replayed = await ask(`POST ${PATH}/replay`, { token, json: { ids: ['b', 'gone'] } });
  expect(replayed).toMatchObject({ status: 200, body: { asked: 2, done: 1 } });
  const purged = await ask(`POST ${PATH}/purge`, { token, json: { all: true } });
  expect(purged).toMatchObject({ status: 200, body: { asked: 2, done: 2 } });
  expect(logic.asked.slice(-2)).toEqual([
    {
      method: 'replayDeadLetters',
      request: { caller: { accessToken: token }, ids: ['b', 'gone'] },
    },
    { method: 'purgeDeadLetters', request: { caller: { accessToken: token }, all: true } },
  ]);
});

test.each([
  [{}],
  [{ ids: [] }],
  [{ all: false }],
  [{ ids: ['a'], all: true }],
  [{ ids: 'a' }],
  [{ id: 'a' }],
])('%j is refused before logic is asked', async json => {
  const { ask, logic, token } = await startWithAdmin();
  for (const action of ['replay', 'purge']) {
    const refused = await ask(`POST ${PATH}/${action}`, { token, json });
    expect(refused).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
  }
  expect(logic.asked.filter(({ method }) => method.endsWith('DeadLetters'))).toEqual([]);
});

test('who is no admin, and who is nobody, is told so', async () => {
  const { ask, join } = await startApi();
  const { accessToken: token } = await join('bob');
  const requests = [`GET ${PATH}`, `POST ${PATH}/replay`, `POST ${PATH}/purge`];
  for (const what of requests) {
    const json = what.startsWith('POST') ? { json: { all: true } } : {};
    expect(await ask(what, { token, ...json })).toMatchObject({
      status: 403,
      body: { code: 'forbidden' },
    });
    expect((await ask(what, json)).status).toBe(401);
  }
});

test('a queue that is away is 503', async () => {
  const { ask, logic, token } = await startWithAdmin();
  logic.nextFailure = new ParleyError('unavailable', 'The queue is away.');
  expect((await ask(`GET ${PATH}`, { token })).status).toBe(503);
});
