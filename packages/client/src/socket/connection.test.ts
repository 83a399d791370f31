import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { CLOSE } from '@parley/wire';
import { text, until, World } from '../test/world.ts';
import { judge } from './ending.ts';

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

const socketOf = () => [...world.server.sockets][0];

const BACKOFF = { firstMs: 500, maxMs: 30_000, jitter: 0.5 };
const verdictOf = (code: number, reason = '', afterMs: number | null = null, attempt = 1) =>
  judge({ code, reason, afterMs }, attempt, BACKOFF, () => 0);

test('close codes say whether and when to come back', () => {
  expect(verdictOf(1006)).toMatchObject({ next: 'retry', afterMs: 500 });
  expect(verdictOf(1006, '', null, 4)).toMatchObject({ next: 'retry', afterMs: 4_000 });
  expect(verdictOf(1006, '', null, 50)).toMatchObject({ next: 'retry', afterMs: 30_000 });
  expect(verdictOf(CLOSE.going_away, '{"afterMs":1200}')).toMatchObject({ afterMs: 1_200 });
  expect(verdictOf(CLOSE.going_away, 'later')).toMatchObject({ next: 'retry', afterMs: 500 });
  expect(verdictOf(CLOSE.too_slow, '', 70)).toMatchObject({ next: 'retry', afterMs: 70 });
  expect(verdictOf(CLOSE.flooding)).toMatchObject({ next: 'retry', afterMs: 5_000 });
  expect(verdictOf(CLOSE.unauthenticated)).toMatchObject({ next: 'renew' });
  expect(verdictOf(CLOSE.session_revoked)).toMatchObject({ next: 'signed-out' });
  for (const code of [
    CLOSE.replaced,
    CLOSE.protocol_error,
    CLOSE.unsupported_version,
    1000,
    1009,
  ]) {
    expect(verdictOf(code).next).toBe('stop');
  }
});

test('tells how it is, with the time of the next try', async () => {
  const ada = await world.online('ada', { backoff: { firstMs: 150, maxMs: 150, jitter: 0 } });
  const states: string[] = [];
  ada.onStatus(status => states.push(status.state));
  world.server.cut();
  await until(() => ada.status.state === 'offline');
  expect(ada.status.retryAtMs).toBeGreaterThan(Date.now());
  await until(() => ada.status.state === 'online');
  expect(states).toEqual(['offline', 'connecting', 'online']);
});

test('connect() and a network that is back end the wait', async () => {
  let back = () => {};
  const network = {
    onOnline: (listener: () => void) => {
      back = listener;
      return () => {};
    },
  };
  const backoff = { firstMs: 60_000, maxMs: 60_000, jitter: 0 };
  const ada = await world.online('ada', { backoff, network });
  world.server.cut();
  await until(() => ada.status.state === 'offline');
  await ada.connect();
  world.server.cut();
  await until(() => ada.status.state === 'offline');
  back();
  await until(() => ada.status.state === 'online');
});

test('comes back at the time that the server names', async () => {
  const ada = await world.online('ada', { backoff: { firstMs: 60_000, maxMs: 60_000, jitter: 0 } });
  world.server.closeAll(CLOSE.going_away, '{"afterMs":30}');
  await until(() => ada.status.state === 'offline');
  await until(() => ada.status.state === 'online');
  const old = socketOf();
  old?.write({ op: 'reconnect', afterMs: 40 });
  await until(() => ada.status.state === 'online' && socketOf() !== old);
});

test('a line without answers is given up, a live one is pinged', async () => {
  world.server.heartbeatMs = 40;
  const ada = await world.online('ada', { answerTimeoutMs: 100 });
  const socket = socketOf();
  await until(() => socket?.received.filter(frame => frame.op === 'ping').length === 3);
  expect(ada.status.state).toBe('online');
  if (socket !== undefined) socket.answersPings = false;
  await until(() => ada.status.state !== 'online');
  await until(() => ada.status.state === 'online');
});

test('after a refused token the session is renewed once, and the device stays the same', async () => {
  const ada = await world.online('ada');
  const device = socketOf()?.deviceId;
  world.server.accounts.expireAll();
  world.server.cut();
  await until(() => ada.status.state !== 'online');
  await until(() => ada.status.state === 'online');
  expect(world.server.accounts.renewals).toBe(1);
  expect(socketOf()?.deviceId).toBe(device);
  world.server.accounts.expireAll();
  world.server.cut();
  await until(() => ada.status.state !== 'online');
  await until(() => ada.status.state === 'online');
  expect(world.server.accounts.renewals).toBe(2);
});

test('each hello says which connection of the device it is', async () => {
  const ada = await world.online('ada');
  world.server.cut();
  await until(() => ada.status.state !== 'online');
  await until(() => ada.status.state === 'online');
  const hellos = world.server.frames.filter(frame => frame.op === 'hello');
  expect(hellos.map(({ attempt }) => attempt)).toEqual([1, 2]);
});

test('a server that refuses the new token too ends it, instead of going round', async () => {
  const ada = await world.online('ada');
  world.server.refuseTokens = true;
  world.server.cut();
  await until(() => ada.status.state === 'signed-out');
  expect(world.server.accounts.renewals).toBe(1);
});

test.each([CLOSE.session_revoked, CLOSE.unauthenticated])(
  'a session that is over ends signed out (%i)',
  async code => {
    const ada = await world.online('ada');
    world.server.accounts.revokeAll();
    world.server.closeAll(code);
    await until(() => ada.status.state === 'signed-out');
    expect(ada.me).toBeNull();
    expect(ada.conversations.items).toEqual([]);
    await expect(ada.send(world.groupId, text('x'))).rejects.toMatchObject({
      code: 'unauthenticated',
    });
  },
);

test('a code that says "do not" stops it, until connect() is called', async () => {
  const ada = await world.online('ada');
  world.server.closeAll(CLOSE.replaced);
  await until(() => ada.status.state === 'offline');
  expect(ada.status).toMatchObject({ retryAtMs: null, error: { code: 'forbidden' } });
  await ada.connect();
  expect(ada.status.state).toBe('online');
});

test('of several addresses the next is tried when one does not answer', async () => {
  const connectUrl = ['ws://127.0.0.1:1', world.server.connectUrl];
  const ada = await world.online('ada', { connectUrl, random: () => 0 });
  expect(ada.status.state).toBe('online');
});

test('an address that no socket can be opened at is refused at once, or ends the tries', async () => {
  for (const connectUrl of ['localhost:7000', 'https://chat.example', '', '/v1/connect']) {
    expect(() => world.client({ connectUrl })).toThrow(
      /^connectUrl: expected an address like wss:/,
    );
  }
  // What a browser does on a page that is served over TLS.
  const webSocket = () => {
    throw new Error('not from this page');
  };
  const ada = world.client({ webSocket });
  await ada.signIn({ name: 'ada', password: 'ada' });
  await expect(ada.connect()).rejects.toMatchObject({ code: 'internal' });
  expect(ada.status).toMatchObject({ state: 'offline', retryAtMs: null });
});

test('being sent elsewhere again and again does not make the pauses longer', async () => {
  const pausesMs: number[] = [];
  const ada = await world.online('ada', { backoff: { firstMs: 20, maxMs: 60_000, jitter: 0 } });
  ada.onStatus(({ retryAtMs }) => {
    if (retryAtMs !== null) pausesMs.push(retryAtMs - Date.now());
  });
  for (let i = 1; i <= 8; i++) {
    world.server.closeAll(CLOSE.going_away, '{"afterMs":0}');
    await until(() => pausesMs.length === i);
    await until(() => ada.status.state === 'online');
  }
  world.server.cut();
  await until(() => pausesMs.length === 9);
  expect(pausesMs.at(-1)).toBeLessThanOrEqual(20);
});
