import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { until, World } from '../test/world.ts';

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

const watchFrames = () =>
  world.server.frames.flatMap(frame => (frame.op === 'watch' ? [frame.userIds] : []));

test('people are unknown until the server has answered, and then followed', async () => {
  const { server, bob } = world;
  server.showPresence(bob.userId, 'away', 5);
  const ada = await world.online('ada');
  const told: string[][] = [];
  ada.presence.onChange(userIds => told.push([...userIds]));
  const unwatch = ada.presence.watch([bob.userId]);
  expect(ada.presence.get(bob.userId)).toEqual({ status: 'unknown', lastSeenAtMs: null });
  await until(() => ada.presence.get(bob.userId).status === 'away');
  server.showPresence(bob.userId, 'online');
  await until(() => ada.presence.get(bob.userId).status === 'online');
  expect(told).toEqual([[bob.userId], [bob.userId]]);
  unwatch();
  unwatch();
  await until(() => watchFrames().length === 2);
  expect(watchFrames()).toEqual([[bob.userId], []]);
  expect(ada.presence.get(bob.userId).status).toBe('unknown');
});

test('what is asked for in many places is told in one frame, and let go by the last one', async () => {
  const ada = await world.online('ada');
  const lets = ['7', '8', '7'].map(userId => ada.presence.watch([userId]));
  await until(() => watchFrames().length === 1);
  expect(watchFrames()).toEqual([['8', '7']]);
  lets[0]?.();
  lets[1]?.();
  await until(() => watchFrames().length === 2);
  expect(watchFrames().at(-1)).toEqual(['7']);
});

test('an older version never overwrites a newer one', async () => {
  const { server, bob } = world;
  const ada = await world.online('ada');
  ada.presence.watch([bob.userId]);
  server.showPresence(bob.userId, 'online', 9);
  await until(() => ada.presence.get(bob.userId).status === 'online');
  server.showPresence(bob.userId, 'offline', 8);
  server.showPresence(bob.userId, 'busy', 10);
  const seen: string[] = [];
  ada.presence.onChange(() => seen.push(ada.presence.get(bob.userId).status));
  await until(() => ada.presence.get(bob.userId).status === 'busy');
  expect(seen).toEqual(['busy']);
});

test('without a connection nothing is known; the next one asks again and says who is away', async () => {
  const { server, bob } = world;
  server.showPresence(bob.userId, 'online', 3);
  const ada = await world.online('ada');
  ada.setAway(true);
  ada.presence.watch([bob.userId]);
  await until(() => ada.presence.get(bob.userId).status === 'online');
  const seen: string[] = [];
  ada.presence.onChange(() => seen.push(ada.presence.get(bob.userId).status));
  server.cut();
  await until(() => seen.length === 2);
  expect(seen).toEqual(['unknown', 'online']);
  expect(watchFrames()).toHaveLength(2);
  const hellos = server.frames.flatMap(frame => (frame.op === 'hello' ? [frame.away] : []));
  expect(hellos).toEqual([false, true]);
  expect(server.frames.filter(frame => frame.op === 'activity')).toEqual([
    { op: 'activity', away: true },
  ]);
});

test('the own mode is known, chosen, and learned from other devices', async () => {
  const { server } = world;
  server.presenceMode = 'busy';
  const ada = await world.online('ada');
  expect(ada.presence.mode).toBe('busy');
  await ada.setPresenceMode('invisible');
  expect([ada.presence.mode, server.presenceMode]).toEqual(['invisible', 'invisible']);
  const say = (mode: 'auto' | 'busy', chosenAtMs: number) => {
    const signal = { type: 'presence-mode', mode, chosenAtMs } as const;
    for (const socket of server.sockets) socket.write({ op: 'signals', signals: [signal] });
  };
  say('busy', 1);
  say('auto', Date.now() + 60_000);
  await until(() => ada.presence.mode !== 'invisible');
  expect(ada.presence.mode).toBe('auto');
});

test('beyond the limit those are followed who came last', async () => {
  const ada = await world.online('ada');
  ada.presence.watch(Array.from({ length: 600 }, (_, i) => String(i)));
  await until(() => watchFrames().length === 1);
  const [frame = []] = watchFrames();
  expect([frame.length, frame[0], frame.at(-1)]).toEqual([500, '100', '599']);
});
