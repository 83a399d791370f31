import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { until, World } from '../test/world.ts';
import { type KeyValueStorage, memoryStorage } from './key-value-storage.ts';

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

const FAR_MS = 120_000;

test('renews before the token expires, once for requests at the same time', async () => {
  let aheadMs = 0;
  const clock = { nowMs: () => Date.now() + aheadMs };
  world.server.accounts.accessLifeMs = FAR_MS;
  const ada = world.client({ clock });
  await ada.signIn({ name: 'ada', password: 'ada' });
  aheadMs = FAR_MS - 10_000;
  await Promise.all([ada.api.listConversations(), ada.api.listConversations()]);
  expect(world.server.accounts.renewals).toBe(1);
});

test('renews when the server says that the token has expired, and repeats the request', async () => {
  const ada = world.client();
  await ada.signIn({ name: 'ada', password: 'ada' });
  world.server.accounts.expireAll();
  expect((await ada.api.listConversations()).items).toHaveLength(1);
  expect(world.server.accounts.renewals).toBe(1);
});

test('a clock that is far ahead does not renew on every request', async () => {
  const clock = { nowMs: () => Date.now() + 10 * 86_400_000 };
  const ada = world.client({ clock });
  await ada.signIn({ name: 'ada', password: 'ada' });
  await ada.api.listConversations();
  await ada.api.listConversations();
  expect(world.server.accounts.renewals).toBe(0);
});

test('tabs share a session: one renews, the other takes what it finds', async () => {
  const storage = memoryStorage();
  let last: Promise<unknown> = Promise.resolve();
  const lock = <T>(_name: string, work: () => Promise<T>): Promise<T> => {
    const next = last.then(work, work);
    last = next;
    return next;
  };
  const one = world.client({ storage, lock });
  const two = world.client({ storage, lock });
  await one.signIn({ name: 'ada', password: 'ada' });
  await two.restore();
  world.server.accounts.expireAll();
  await Promise.all([one.api.listConversations(), two.api.listConversations()]);
  // Asking with a used token would count as theft and end the session everywhere.
  const asked = world.server.requests.filter(route => route.endsWith('/refresh'));
  expect([world.server.accounts.renewals, asked.length]).toEqual([1, 1]);
});

test('a revoked session is found out over HTTP too', async () => {
  const ada = world.client();
  await ada.signIn({ name: 'ada', password: 'ada' });
  world.server.accounts.revokeAll();
  await expect(ada.api.listConversations()).rejects.toMatchObject({ code: 'session_revoked' });
  expect([ada.me, ada.status.state]).toEqual([null, 'signed-out']);
});

test('signing out in one tab signs out the other', async () => {
  const listeners = new Set<() => void>();
  const memory = memoryStorage();
  const storage: KeyValueStorage = {
    ...memory,
    remove: key => {
      void memory.remove(key);
      for (const listener of listeners) listener();
    },
    onChanged: (_key, listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const one = await world.online('ada', { storage });
  const two = world.client({ storage });
  await two.restore();
  await two.connect();
  await one.signOut();
  await until(() => two.status.state === 'signed-out');
  expect(await world.client({ storage }).restore()).toBeNull();
});

test('what is stored and is no session counts as none', async () => {
  const storage = memoryStorage();
  for (const junk of ['', '{', 'null', '{"accessToken":1}']) {
    await storage.set('parley.session', junk);
    expect(await world.client({ storage }).restore()).toBeNull();
  }
});
