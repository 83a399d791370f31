import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { text, until, World } from './test/world.ts';

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

const questions = () => world.server.frames.filter(frame => frame.op === 'positions');

describe('receipts', () => {
  test('an open conversation shows how far the other one is', async () => {
    const ada = await world.online('ada');
    const timeline = ada.open(world.groupId);
    await timeline.ready;
    const { seq } = await ada.send(world.groupId, text('hello'));
    const receipt = () => ada.conversations.get(world.groupId)?.receipts.receiptOf(seq);
    expect(receipt()).toBe('sent');
    const bob = await world.online('bob');
    await until(() => receipt() === 'delivered');
    bob.markRead(world.groupId, seq);
    await until(() => receipt() === 'read');
    const { receipts } = ada.conversations.get(world.groupId) ?? {};
    expect(receipts?.readersOf(seq)).toEqual([world.bob.userId]);
    expect(questions()).toHaveLength(1);
    timeline.close();
  });

  test('what was missed is asked for after a reconnect, together, and only if it is watched', async () => {
    const { logs } = world.server;
    const ids = Array.from(
      { length: 60 },
      () => logs.create('direct', null, [world.ada, world.bob]).conversationId,
    );
    for (const id of ids) world.server.say(world.ada.userId, id, `to-${id}`, text('hi'));
    const ada = await world.online('ada');
    const stops = ids.map(id => ada.watchReceipts(id));
    const stop = ada.watchReceipts(ids[0] ?? '');
    stop();
    stop();
    const known = () => ids.every(id => ada.conversations.get(id)?.receipts.positions.size === 1);
    await until(known);
    expect(questions().map(({ conversationIds }) => conversationIds.length)).toEqual([50, 10]);
    world.server.cut();
    await until(() => ada.status.state !== 'online');
    for (const id of ids) world.server.mark(world.bob.userId, id, { deliveredSeq: 1, readSeq: 1 });
    for (const one of stops.slice(1)) one();
    const receipt = (id: string) => ada.conversations.get(id)?.receipts.receiptOf(1);
    await until(() => receipt(ids[0] ?? '') === 'read');
    expect(receipt(ids[1] ?? '')).toBe('sent');
    expect(questions().at(-1)?.conversationIds).toEqual([ids[0]]);
  });
});

describe('what is unread', () => {
  const counts = (client: Awaited<ReturnType<World['online']>>) => {
    const { unreadCount, mentionCount, isCounted } = client.conversations.get(world.groupId) ?? {};
    return { unreadCount, mentionCount, isCounted };
  };

  test('follows what another device reads, also in the middle of what is not held here', async () => {
    world.bobSays(40);
    const [here, there] = [await world.online('ada'), await world.online('ada')];
    expect(counts(here)).toMatchObject({ unreadCount: 40 });
    there.markRead(world.groupId, 25);
    await until(() => counts(here).unreadCount === 15);
    there.markRead(world.groupId, 40);
    await until(() => counts(here).unreadCount === 0);
    world.bobSays(1, 41);
    await until(() => counts(here).unreadCount === 1 && counts(there).unreadCount === 1);
  });

  test('what was read elsewhere while this device was away is learnt by its head', async () => {
    world.bobSays(3);
    const ada = await world.online('ada');
    await until(() => counts(ada).unreadCount === 3);
    world.server.cut();
    await until(() => ada.status.state !== 'online');
    world.server.beforeHttp = () => {
      throw new Error('no list today');
    };
    world.server.loseSignal = () => true;
    world.server.mark(world.ada.userId, world.groupId, { readSeq: 3 });
    await until(() => counts(ada).unreadCount === 0);
  });

  test('is asked for once, and not about a room that is only looked at', async () => {
    const room = world.server.logs.create('room', 'Lobby', [world.bob]).conversationId;
    for (const n of ['r1', 'r2']) world.server.say(world.bob.userId, room, n, text('x'));
    world.bobSays(9);
    const ada = await world.online('ada');
    await ada.open(room).ready.catch(() => {});
    expect(ada.conversations.get(room)).toMatchObject({ unreadCount: 0, isCounted: true });
    // The server counts from what it knows: it is told first, by a way that is sure.
    world.server.loseMarks = true;
    ada.markRead(world.groupId, 4);
    await until(() => counts(ada).unreadCount === 5);
    world.bobSays(1, 10);
    await until(() => counts(ada).unreadCount === 6);
    const asked = world.server.requests.filter(route =>
      /conversations\/\d+(\/position)?$/.test(route),
    );
    expect(asked).toEqual([
      `GET /v1/conversations/${room}`,
      `PUT /v1/conversations/${world.groupId}/position`,
      `GET /v1/conversations/${world.groupId}`,
    ]);
  });

  test('is counted on when the window of a busy conversation is cut back', async () => {
    const ada = await world.online('ada');
    for (let from = 1; from <= 451; from += 50) world.bobSays(50, from);
    await until(() => counts(ada).unreadCount === 500);
    ada.markRead(world.groupId, 480);
    expect(counts(ada)).toMatchObject({ unreadCount: 20, isCounted: true });
    const asked = world.server.requests.filter(route => /conversations\/\d+$/.test(route));
    expect(asked).toEqual([]);
  });

  test('agrees with the log after any course of events, on two devices', async () => {
    const step = fc.oneof(
      { weight: 4, arbitrary: fc.record({ do: fc.constant('say'), n: fc.nat(3) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('mention'), n: fc.nat(3) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('notice'), n: fc.nat(3) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('own'), n: fc.nat(1) }) },
      { weight: 4, arbitrary: fc.record({ do: fc.constant('read'), n: fc.nat(40) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('open'), n: fc.nat(1) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('cut'), n: fc.nat(1) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('burst'), n: fc.nat(30) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('rest'), n: fc.nat(20) }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), fc.infiniteStream(fc.boolean()), run),
      { numRuns: 12 },
    );
  });

  type Step = { do: string; n: number };

  async function run(steps: readonly Step[], luck: Iterator<boolean>): Promise<void> {
    const { server } = world;
    const log = server.logs.create('group', 'Model', [world.ada, world.bob]);
    const id = log.conversationId;
    const options = { pageSize: 3, catchUpEvents: 12, backgroundCatchUpEvents: 6 };
    const devices = [await world.online('ada', options), await world.online('ada', options)];
    server.loseSignal = () => luck.next().value === true;
    for (const { do: what, n } of steps) {
      const device = devices[n % 2];
      const say = (userId: string, mentions: string[] = []) =>
        server.say(userId, id, `${log.events.length}`, { ...text('x'), mentions });
      if (what === 'say') for (let i = 0; i <= n; i++) say(world.bob.userId);
      if (what === 'burst') for (let i = 0; i < n; i++) say(world.bob.userId);
      if (what === 'mention') say(world.bob.userId, [world.ada.userId]);
      if (what === 'own') say(world.ada.userId, [world.ada.userId]);
      if (what === 'notice')
        server.spread(id, [server.logs.changeMembers(id, 'members-added', `${500 + n}`)]);
      if (what === 'read') device?.markRead(id, n);
      if (what === 'open') device?.open(id);
      if (what === 'cut') server.cut();
      if (what === 'rest') await new Promise(resolve => setTimeout(resolve, n));
    }
    // What was lost comes back with the next connection, whatever it was.
    server.loseSignal = () => false;
    server.cut();
    const agree = () =>
      devices.every(device => {
        const entry = device.conversations.get(id);
        const { unreadCount, mentionCount } = server.logs.counts(log, world.ada.userId);
        return (
          device.status.state === 'online' &&
          entry?.readSeq === log.members.get(world.ada.userId)?.readSeq &&
          entry?.unreadCount === unreadCount &&
          entry.mentionCount === mentionCount &&
          entry.isCounted
        );
      });
    await until(agree);
    // And it stays so by events alone.
    server.say(world.bob.userId, id, 'last', { ...text('x'), mentions: [world.ada.userId] });
    await until(agree);
    await Promise.all(devices.map(device => device.close()));
  }
});
