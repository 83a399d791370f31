import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { ParleyError } from '@parley/core';
import { range, text, until, World } from '../test/world.ts';

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

/** So many groups of Ada and Bob, with one message in each; returns their ids. */
function groups(count: number): string[] {
  const { logs } = world.server;
  const ids = range(1, count).map(
    n => logs.create('group', `Group ${n}`, [world.ada, world.bob]).conversationId,
  );
  for (const id of ids) world.server.say(world.bob.userId, id, `first-${id}`, text('first'));
  return ids;
}

test('of many conversations only what changed comes, range by range, and nothing is listed again', async () => {
  const ids = groups(1_200);
  const ada = await world.online('ada');
  expect(ada.conversations.items).toHaveLength(1_201);
  const seen: string[] = [];
  ada.onEvent(event => seen.push(`${event.conversationId}/${event.seq}`));
  world.server.cut();
  await until(() => ada.status.state !== 'online');
  const changed = [ids[0], ids[600], ids[1_199]].map(id => id ?? '');
  for (const id of changed) world.server.say(world.bob.userId, id, `next-${id}`, text('next'));
  const [, lost = '', read = ''] = ids;
  world.server.logs.get(lost).members.delete(world.ada.userId);
  const own = world.server.logs.get(read).members.get(world.ada.userId);
  if (own !== undefined) own.readSeq = 1;
  world.server.frames.length = 0;
  world.server.requests.length = 0;

  await until(() => seen.length === 3 && ada.conversations.get(read)?.readSeq === 1);
  expect(seen.toSorted()).toEqual(changed.map(id => `${id}/2`).toSorted());
  expect(ada.conversations.get(lost)).toBeUndefined();
  expect(ada.conversations.items).toHaveLength(1_200);
  const asked = world.server.frames.flatMap(frame =>
    frame.op === 'hello' || frame.op === 'compare' ? [frame] : [],
  );
  expect(asked.map(({ op, heads }) => [op, heads.length])).toEqual([
    ['hello', 500],
    ['compare', 500],
    ['compare', 201],
  ]);
  for (const frame of asked) expect(JSON.stringify(frame).length).toBeLessThan(65_536);
  expect(world.server.requests).toEqual([]);
});

test('more changes than one answer holds are all learnt', async () => {
  const ids = groups(20);
  const ada = await world.online('ada');
  world.server.logs.headsPerFrame = 3;
  world.server.cut();
  await until(() => ada.status.state !== 'online');
  for (const id of ids) world.server.say(world.bob.userId, id, `next-${id}`, text('next'));
  await until(() => ids.every(id => ada.conversations.get(id)?.lastEvent?.seq === 2));
});

test('what is pushed before the list is there is told when it is', async () => {
  let broken = true;
  world.server.beforeHttp = route => {
    if (broken && route.startsWith('GET /v1/conversations')) throw new Error('broken');
  };
  world.bobSays(1);
  const ada = world.client();
  const seen: number[] = [];
  ada.onEvent(event => seen.push(event.seq));
  await ada.signIn({ name: 'ada', password: 'ada' });
  await ada.connect();
  await until(() => ada.conversations.error !== null);
  const fresh = world.server.logs.create('direct', null, [world.ada, world.bob]).conversationId;
  broken = false;
  const page = world.server.logs.view.bind(world.server.logs);
  world.server.logs.view = (log, userId, users) => {
    const view = page(log, userId, users);
    // Committed after the list was read.
    if (log.conversationId === world.groupId && log.events.length === 1) world.bobSays(2, 2);
    return view;
  };
  await until(() => ada.conversations.loaded && seen.length === 2);
  expect(seen).toEqual([2, 3]);
  expect(ada.conversations.get(fresh)).toBeDefined();
});

test('a comparison that fails is made again over the next link', async () => {
  const ids = groups(600);
  const ada = await world.online('ada');
  world.server.cut();
  await until(() => ada.status.state !== 'online');
  const last = ids.at(-1) ?? '';
  world.server.say(world.bob.userId, last, 'next', text('next'));
  let failures = 1;
  const { logs } = world.server;
  const compare = logs.compare.bind(logs);
  logs.compare = (userId, afterId, held) => {
    if (afterId !== '0' && failures-- > 0) throw new ParleyError('unavailable', 'Not now.');
    return compare(userId, afterId, held);
  };
  await until(() => ada.conversations.get(last)?.lastSeq === 2);
  expect(failures).toBeLessThan(0);
});

test('who was removed and added again while away is told what followed', async () => {
  world.bobSays(3);
  const ada = await world.online('ada');
  const seen: number[] = [];
  ada.onEvent(event => seen.push(event.seq));
  world.server.cut();
  await until(() => ada.status.state !== 'online');
  const { logs } = world.server;
  logs.changeMembers(world.groupId, 'members-removed', world.ada.userId);
  world.bobSays(2, 10);
  logs.changeMembers(world.groupId, 'members-added', world.ada.userId);
  world.bobSays(2, 20);
  await until(() => seen.length === 3);
  expect(seen).toEqual([7, 8, 9]);
});
