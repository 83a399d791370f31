import { expect, test } from '@jest/globals';
import type { ConversationView } from '@parley/wire';
import { type Harness, startApi } from './harness.ts';

async function start() {
  const api = await startApi();
  const [ada, bob, eve] = [await api.join('ada'), await api.join('bob'), await api.join('eve')];
  return { ...api, ada, bob, eve, token: ada.accessToken };
}

async function make(api: Harness, token: string, json: object): Promise<ConversationView> {
  const { status, body } = await api.ask('POST /v1/conversations', { token, json });
  expect(status).toBe(201);
  return body as unknown as ConversationView;
}

test('a group: made, seen by members, unknown to others', async () => {
  const api = await start();
  const { ask, token, ada, bob, eve } = api;
  const memberIds = [bob.user.userId];
  const group = await make(api, token, { kind: 'group', title: ' Tea ', memberIds });
  expect(group).toMatchObject({ kind: 'group', title: 'Tea', memberCount: 2, peer: null });
  expect(group.own).toMatchObject({ role: 'owner' });
  expect(group.lastEvent).toMatchObject({ type: 'created', seq: 1, senderId: ada.user.userId });

  const path = `/v1/conversations/${group.conversationId}`;
  const seen = await ask(`GET ${path}`, { token: bob.accessToken });
  expect(seen.body).toMatchObject({ own: { role: 'member' } });
  const unseen = await ask(`GET ${path}`, { token: eve.accessToken });
  expect(unseen).toMatchObject({ status: 404, body: { code: 'not_found' } });
});

test('the list comes in pages', async () => {
  const api = await start();
  const { ask, token } = api;
  for (const title of ['one', 'two', 'three']) await make(api, token, { kind: 'group', title });
  const first = await ask('GET /v1/conversations?limit=2', { token });
  expect(first.body.items).toMatchObject([{ title: 'one' }, { title: 'two' }]);
  const second = await ask(
    `GET /v1/conversations?limit=2&cursor=${String(first.body.nextCursor)}`,
    {
      token,
    },
  );
  expect(second.body).toMatchObject({ items: [{ title: 'three' }], nextCursor: null });
});

test('direct: one for each pair, and one with oneself', async () => {
  const { ask, token, ada, bob } = await start();
  const open = (userId: string, by = token) =>
    ask('POST /v1/directs', { token: by, json: { userId } });
  const direct = await open(bob.user.userId);
  expect(direct.body).toMatchObject({ kind: 'direct', title: null, peer: bob.user });
  const other = await open(ada.user.userId, bob.accessToken);
  expect(other.body).toMatchObject({
    conversationId: direct.body.conversationId,
    peer: ada.user,
  });
  expect((await open(ada.user.userId)).body).toMatchObject({ peer: ada.user, memberCount: 1 });
  expect(await open('999')).toMatchObject({ status: 404, body: { field: 'userId', value: '999' } });
});

test('rooms: found, joined, left', async () => {
  const api = await start();
  const { ask, bob } = api;
  const room = await make(api, api.token, { kind: 'room', title: 'Open' });
  const token = bob.accessToken;
  const rooms = await ask('GET /v1/rooms', { token });
  expect(rooms.body.items).toMatchObject([{ title: 'Open', own: null }]);
  const own = `/v1/conversations/${room.conversationId}/members/me`;
  expect((await ask(`PUT ${own}`, { token })).body).toMatchObject({ memberCount: 2 });
  expect((await ask(`DELETE ${own}`, { token })).status).toBe(204);
  expect((await ask(`DELETE ${own}`, { token })).status).toBe(404);
});

test('members: added, listed in pages, removed by the owner alone', async () => {
  const api = await start();
  const { ask, token, bob, eve } = api;
  const group = await make(api, token, { kind: 'group', title: 'Tea' });
  const members = `/v1/conversations/${group.conversationId}/members`;
  const userIds = [bob.user.userId, eve.user.userId];
  expect((await ask(`POST ${members}`, { token, json: { userIds } })).status).toBe(204);
  const first = await ask(`GET ${members}?limit=2`, { token });
  expect(first.body.items).toMatchObject([{ role: 'owner' }, { user: bob.user, role: 'member' }]);
  const second = await ask(`GET ${members}?limit=2&cursor=${String(first.body.nextCursor)}`, {
    token,
  });
  expect(second.body).toMatchObject({ items: [{ user: eve.user }], nextCursor: null });

  const remove = (by: string) => ask(`DELETE ${members}/${eve.user.userId}`, { token: by });
  expect(await remove(bob.accessToken)).toMatchObject({
    status: 403,
    body: { code: 'forbidden' },
  });
  expect((await remove(token)).status).toBe(204);
});
