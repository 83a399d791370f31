import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { range, seqsOf, text, textsOf, until, World } from './test/world.ts';

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

test('signs in, lists, sends, and the other one sees it', async () => {
  const ada = await world.online('ada');
  const bob = await world.online('bob');
  const atBob = bob.open(world.groupId);
  await atBob.ready;
  const sent = await ada.send(world.groupId, text('hello'));
  expect(sent).toMatchObject({ conversationId: world.groupId, seq: 1 });
  await until(() => atBob.events.length === 1);
  expect(textsOf(atBob)).toEqual(['hello']);
  expect(bob.conversations.items[0]).toMatchObject({ title: 'Tea', unreadCount: 1, lastSeq: 1 });
  expect(ada.conversations.items[0]).toMatchObject({ unreadCount: 0, readSeq: 1 });
});

test('a wrong password and an unreachable server are told apart', async () => {
  const client = world.client();
  await expect(client.signIn({ name: 'ada', password: 'no' })).rejects.toMatchObject({
    code: 'wrong_credentials',
  });
  const lost = world.client({ apiUrl: 'http://127.0.0.1:1' });
  await expect(lost.signIn({ name: 'ada', password: 'ada' })).rejects.toMatchObject({
    code: 'unavailable',
    retryable: true,
  });
  await expect(client.connect()).rejects.toMatchObject({ code: 'unauthenticated' });
});

test('opens with one page and loads older ones up to the beginning', async () => {
  world.bobSays(120);
  const ada = await world.online('ada');
  const timeline = ada.open(world.groupId);
  await timeline.ready;
  expect(seqsOf(timeline)).toEqual(range(71, 120));
  await Promise.all([timeline.loadOlder(), timeline.loadOlder()]);
  expect(seqsOf(timeline)).toEqual(range(21, 120));
  await timeline.loadOlder();
  expect([seqsOf(timeline), timeline.hasOlder]).toEqual([range(1, 120), false]);
  timeline.close();
});

test('what is pushed in the same packet as the welcome is taken', async () => {
  const ada = await world.online('ada');
  const seen: number[] = [];
  ada.onEvent(event => seen.push(event.seq));
  world.server.behindWelcome = () => world.bobSays(1);
  world.server.cut();
  await until(() => seen.length === 1);
});

test('doubled, swapped and lost pushes are shown once, in order and complete', async () => {
  const ada = await world.online('ada');
  const timeline = ada.open(world.groupId);
  await timeline.ready;
  const seen: number[] = [];
  ada.onEvent(event => seen.push(event.seq));
  let held: Parameters<typeof world.server.push>[1] = [];
  let count = 0;
  world.server.push = (socket, events) => {
    count++;
    if (count % 4 === 0) held = events;
    else if (count % 4 === 1) socket.pushEvents([...events, ...held, ...events]);
    else if (count % 4 === 2) socket.pushEvents(events);
  };
  world.bobSays(41);
  await until(() => timeline.events.length === 41);
  expect(seqsOf(timeline)).toEqual(range(1, 41));
  expect(seen).toEqual(range(1, 41));
});

test('what was missed during a cut is fetched after it', async () => {
  const ada = await world.online('ada');
  const timeline = ada.open(world.groupId);
  await timeline.ready;
  world.bobSays(2);
  await until(() => timeline.events.length === 2);
  world.server.cut();
  await until(() => ada.status.state !== 'online');
  world.bobSays(250, 3);
  await until(() => timeline.events.length === 252);
  expect(seqsOf(timeline)).toEqual(range(1, 252));
});

test('a gap too large to replay drops the window, without a hole', async () => {
  const ada = await world.online('ada', { catchUpEvents: 100 });
  const timeline = ada.open(world.groupId);
  await timeline.ready;
  world.bobSays(1);
  await until(() => timeline.events.length === 1);
  world.server.cut();
  world.bobSays(300, 2);
  await until(() => timeline.events.at(-1)?.seq === 301);
  expect(seqsOf(timeline)).toEqual(range(252, 301));
  expect(timeline.hasOlder).toBe(true);
  await timeline.loadOlder(250);
  await timeline.loadOlder(250);
  expect(seqsOf(timeline)).toEqual(range(1, 301));
});

test('a new epoch forgets and loads again', async () => {
  world.bobSays(5);
  const ada = await world.online('ada');
  const timeline = ada.open(world.groupId);
  await timeline.ready;
  const log = world.server.logs.get(world.groupId);
  log.events.splice(2);
  log.epoch = 2;
  world.server.cut();
  await until(() => timeline.events.length === 2);
  expect(textsOf(timeline)).toEqual(['b1', 'b2']);
});

test('reading is told once, also what was read offline', async () => {
  world.bobSays(5);
  const ada = await world.online('ada');
  const own = () => world.server.logs.get(world.groupId).members.get(world.ada.userId);
  await until(() => own()?.deliveredSeq === 5);
  world.server.cut();
  await until(() => ada.status.state !== 'online');
  ada.markRead(world.groupId, 4);
  ada.markRead(world.groupId, 3);
  expect(ada.conversations.get(world.groupId)).toMatchObject({ readSeq: 4, unreadCount: 1 });
  await until(() => own()?.readSeq === 4);
  ada.markRead(world.groupId, 99);
  await until(() => own()?.readSeq === 5);
});

test('people are looked up in one request and kept', async () => {
  const ada = await world.online('ada');
  const [one, two] = await Promise.all([
    ada.users.get(world.bob.userId),
    ada.users.get(world.bob.userId),
    ada.users.get(world.ada.userId),
  ]);
  expect([one.name, two.name]).toEqual(['bob', 'bob']);
  await expect(ada.users.get('999')).rejects.toMatchObject({ code: 'not_found' });
  expect(world.server.requests.filter(line => line.includes('/v1/users?'))).toHaveLength(2);
});

test('a list that cannot be loaded says so and is loaded when it can be', async () => {
  let broken = true;
  world.server.beforeHttp = route => {
    if (broken && route.startsWith('GET /v1/conversations')) throw new Error('broken');
  };
  const ada = world.client();
  await ada.signIn({ name: 'ada', password: 'ada' });
  await ada.connect();
  await until(() => ada.conversations.error !== null);
  expect(ada.conversations).toMatchObject({ loaded: false, error: { code: 'internal' } });
  // What is pushed meanwhile is not lost.
  world.bobSays(2);
  broken = false;
  await until(() => ada.conversations.loaded);
  expect(ada.conversations.error).toBeNull();
  await until(() => ada.conversations.items[0]?.lastSeq === 2);
});

test('a timeline that cannot be loaded fails, and loads when asked again', async () => {
  world.bobSays(10);
  const ada = await world.online('ada');
  ada.disconnect();
  let broken = true;
  world.server.beforeHttp = route => {
    if (broken && route.includes('/events')) throw new Error('broken');
  };
  const timeline = ada.open(world.groupId);
  await expect(timeline.ready).rejects.toMatchObject({ code: 'internal' });
  expect(timeline.state).toBe('failed');
  broken = false;
  await timeline.loadOlder();
  expect([timeline.state, timeline.error]).toEqual(['ready', null]);
  expect(seqsOf(timeline)).toEqual(range(1, 10));
});

test('a timeline of a conversation that does not exist fails with the reason', async () => {
  const ada = await world.online('ada');
  await expect(ada.open('999').ready).rejects.toMatchObject({ code: 'not_found' });
});

test('closing a timeline of an unknown conversation right away leaves nothing open', async () => {
  const ada = await world.online('ada');
  const direct = world.server.logs.create('direct', null, [world.ada, world.bob]).conversationId;
  const timeline = ada.open(direct);
  timeline.close();
  await timeline.ready;
  expect(timeline.state).toBe('closed');
});

test('what no event tells is learnt after a reconnect: removed, read elsewhere', async () => {
  const { logs } = world.server;
  const other = logs.create('group', 'Other', [world.ada, world.bob]).conversationId;
  world.bobSays(3);
  const ada = await world.online('ada');
  await until(() => ada.conversations.items.length === 2);
  world.server.cut();
  logs.get(other).members.delete(world.ada.userId);
  const own = logs.get(world.groupId).members.get(world.ada.userId);
  if (own !== undefined) own.readSeq = 3;
  await until(() => ada.conversations.items.length === 1);
  expect(ada.conversations.get(world.groupId)).toMatchObject({ readSeq: 3, unreadCount: 0 });
});

test('notices are not unread, also where the log is not held', async () => {
  const { logs } = world.server;
  world.bobSays(1);
  logs.changeMembers(world.groupId, 'members-added', '500');
  logs.changeMembers(world.groupId, 'members-added', '501');
  const ada = await world.online('ada');
  expect(ada.conversations.get(world.groupId)?.unreadCount).toBe(1);
  const timeline = ada.open(world.groupId);
  await timeline.ready;
  await until(() => timeline.events.length === 3);
  expect(ada.conversations.get(world.groupId)?.unreadCount).toBe(1);
});

test('a position that was lost with its line is told again over the next', async () => {
  world.bobSays(2);
  const ada = await world.online('ada');
  const own = () => world.server.logs.get(world.groupId).members.get(world.ada.userId);
  world.server.loseMarks = true;
  ada.markRead(world.groupId, 2);
  const heard = () =>
    [...world.server.sockets].some(socket => socket.received.some(frame => frame.op === 'read'));
  await until(heard);
  expect(own()?.readSeq).toBe(0);
  world.server.loseMarks = false;
  world.server.cut();
  await until(() => own()?.readSeq === 2);
});
