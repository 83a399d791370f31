import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { LogEvent } from '@parley/wire';
import { deferred } from './deferred.ts';
import type { ParleyClient } from './index.ts';
import { text, until, World } from './test/world.ts';

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

test('an unknown conversation is learnt from its first event', async () => {
  const ada = await world.online('ada');
  const seen: string[] = [];
  ada.onEvent(event => seen.push(`${event.conversationId}/${event.seq}`));
  const { logs } = world.server;
  const direct = logs.create('direct', null, [world.ada, world.bob]).conversationId;
  world.server.say(world.bob.userId, direct, 'first', text('hi'));
  world.server.say(world.bob.userId, direct, 'second', text('there'));
  await until(() => ada.conversations.get(direct)?.lastSeq === 2 && seen.length === 2);
  expect(ada.conversations.get(direct)).toMatchObject({ unreadCount: 2, peer: { name: 'bob' } });
  expect(seen).toEqual([`${direct}/1`, `${direct}/2`]);
});

test('who is taken out of a conversation sees it no more, who comes in sees it', async () => {
  const ada = await world.online('ada');
  const timeline = ada.open(world.groupId);
  await timeline.ready;
  const { logs } = world.server;
  const event = logs.changeMembers(world.groupId, 'members-removed', world.ada.userId);
  world.server.spread(world.groupId, [event]);
  await until(() => timeline.state === 'gone');
  expect(ada.conversations.items).toEqual([]);
  const room = logs.create('room', 'Lobby', [world.bob]).conversationId;
  await ada.api.join(room);
  expect(ada.conversations.get(room)).toMatchObject({ kind: 'room', title: 'Lobby' });
  await ada.api.leave(room);
  await until(() => ada.conversations.items.length === 0);
});

test('who left and came back, and learns of both at once, is in', async () => {
  const { logs } = world.server;
  const room = logs.create('room', 'Hall', [world.ada, world.bob]).conversationId;
  const ada = await world.online('ada');
  await until(() => ada.conversations.get(room) !== undefined);
  const { userId } = world.ada;
  const left = logs.changeMembers(room, 'members-removed', userId);
  const back = logs.changeMembers(room, 'members-added', userId);
  world.server.spread(room, [left, back]);
  await until(() => ada.conversations.get(room)?.lastSeq === 2);
  expect(ada.conversations.items.map(item => item.conversationId)).toContain(room);
  world.server.say(world.bob.userId, room, 'hello', text('hello'));
  await until(() => ada.conversations.get(room)?.lastSeq === 3);
});

test('who comes back into a room is told what is new, and nothing twice', async () => {
  const { logs } = world.server;
  const room = logs.create('room', 'Kitchen', [world.ada, world.bob]).conversationId;
  const say = (word: string) => world.server.say(world.bob.userId, room, word, text(word));
  const ada = await world.online('ada');
  await until(() => ada.conversations.get(room) !== undefined);
  const seen: number[] = [];
  ada.onEvent(event => seen.push(event.seq));
  for (const word of ['one', 'two', 'three']) say(word);
  const removal = logs.changeMembers(room, 'members-removed', world.ada.userId);
  world.server.spread(room, [removal]);
  await until(() => ada.conversations.get(room) === undefined);
  say('meanwhile');
  // Nothing tells of the return but what differs after a reconnect.
  logs.get(room).members.set(world.ada.userId, { visibleFromSeq: 1, deliveredSeq: 0, readSeq: 0 });
  world.server.cut();
  await until(() => ada.conversations.get(room)?.lastSeq === 5);
  say('after');
  await until(() => seen.includes(6));
  expect(seen).toEqual([1, 2, 3, 4, 5, 6]);
});

describe('a conversation that is opened and heard of at the same time', () => {
  /** Ada, whose question what an unknown conversation is gets no answer before `answer` is called. */
  async function waiting() {
    let questions = 0;
    const may = deferred<void>();
    const held = /\/v1\/conversations\/\d+$/;
    const ada = await world.online('ada', {
      fetch: async (input, init) => {
        if (held.test(input instanceof Request ? input.url : input.toString())) {
          questions++;
          await may.promise;
        }
        return await fetch(input, init);
      },
    });
    const asked = (times = 1) => until(() => questions === times);
    return { ada, asked, answer: () => may.resolve() };
  }

  function heardBy(client: ParleyClient): string[] {
    const heard: string[] = [];
    client.onEvent(event => heard.push(wordOf(event)));
    return heard;
  }

  function create(kind: 'direct' | 'group' | 'room'): string {
    const title = kind === 'direct' ? null : 'New';
    const members = kind === 'room' ? [world.bob] : [world.ada, world.bob];
    return world.server.logs.create(kind, title, members).conversationId;
  }

  function bobSays(id: string, word: string): void {
    world.server.say(world.bob.userId, id, word, text(word));
  }

  test('what was said in it is told once, whichever answer is first', async () => {
    const { ada, asked, answer } = await waiting();
    const heard = heardBy(ada);
    const direct = create('direct');
    bobSays(direct, 'one');
    await asked();
    await ada.api.openDirect(world.bob.userId);
    bobSays(direct, 'two');
    answer();
    await until(() => heard.includes('two'));
    expect(heard).toEqual(['one', 'two']);
  });

  test('what was said in it while the client was away is told', async () => {
    const { ada, asked, answer } = await waiting();
    const heard = heardBy(ada);
    ada.disconnect();
    const direct = create('direct');
    bobSays(direct, 'one');
    await ada.connect();
    await asked();
    await ada.api.openDirect(world.bob.userId);
    answer();
    await until(() => heard.length > 0);
    expect(heard).toEqual(['one']);
  });

  test('what was said in it before it was opened is told, also if no push ever came', async () => {
    const ada = await world.online('ada');
    const heard = heardBy(ada);
    world.server.push = () => {};
    const direct = create('direct');
    bobSays(direct, 'one');
    await ada.api.openDirect(world.bob.userId);
    await until(() => heard.length > 0);
    expect(heard).toEqual(['one']);
  });

  test('a timeline of it waits for what was heard', async () => {
    const { ada, asked, answer } = await waiting();
    const heard = heardBy(ada);
    const direct = create('direct');
    const timeline = ada.open(direct);
    await asked();
    bobSays(direct, 'one');
    await asked(2);
    answer();
    await timeline.ready;
    await until(() => heard.length > 0 && timeline.events.length > 0);
    expect([heard, timeline.events.map(wordOf)]).toEqual([['one'], ['one']]);
  });

  test('of a room that is joined only what comes is told, from the first push on', async () => {
    const { ada, asked, answer } = await waiting();
    const heard = heardBy(ada);
    const room = create('room');
    bobSays(room, 'long ago');
    // Who joins hears of it and of the next message before the call is answered.
    const joined = ada.api.join(room);
    await asked();
    bobSays(room, 'welcome');
    await joined;
    answer();
    bobSays(room, 'tea?');
    await until(() => heard.includes('tea?'));
    expect(heard).toEqual(['members-added', 'welcome', 'tea?']);
  });

  test('its members are counted once', async () => {
    const ada = await world.online('ada');
    const group = world.server.logs.create('group', 'New', [world.bob]).conversationId;
    const added = world.server.logs.changeMembers(group, 'members-added', world.ada.userId);
    world.server.spread(group, [added]);
    await until(() => ada.conversations.get(group)?.lastSeq === 1);
    bobSays(group, 'hello');
    await until(() => ada.conversations.get(group)?.lastEvent?.seq === 2);
    expect(ada.conversations.get(group)?.memberCount).toBe(2);
  });
});

function wordOf(event: LogEvent): string {
  return event.type === 'message' ? event.body.text : event.type;
}
