import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ParleyError } from '@parley/core';
import { eventually } from '@parley/testing';
import { CLOSE } from '@parley/wire';
import { startNode, type TestNode } from './harness.ts';
import { textOf } from './test-client.ts';

let node: TestNode;
beforeEach(async () => {
  node = await startNode();
});
afterEach(() => node.close());

const member = async (userId: string, deviceId = 'd-1') =>
  (await node.connect()).welcomed(node.logic.signIn(userId), { deviceId });

describe('a push', () => {
  test('for subscribers reaches each of their sockets, and nobody else', async () => {
    node.logic.createGroup('20', ['7', '8']);
    node.logic.createGroup('21', ['9']);
    const hearers = [await member('7'), await member('7', 'd-2'), await member('8')];
    const stranger = await member('9');
    const seq = node.logic.commitOnly('20', 'hi');
    expect(await node.push(node.logic.dispatchOf('20', seq))).toBe(3);
    for (const client of hearers) await eventually(() => expect(client.heard).toEqual(['20/1']));
    expect(stranger.heard).toEqual([]);
    expect(await node.metric('deliveries_total')).toBe(3);
  });

  test('for users needs no subscription', async () => {
    node.logic.createDirect('40', ['7', '8']);
    const peers = [await member('7'), await member('8')];
    const stranger = await member('9');
    node.logic.say('40', 'hi');
    for (const client of peers) await eventually(() => expect(client.heard).toEqual(['40/1']));
    expect(stranger.heard).toEqual([]);
  });

  test('for everyone reaches everyone', async () => {
    const clients = [await member('7'), await member('8')];
    const event = Buffer.from('{"conversationId":"2","seq":5}');
    const deliveries = await node.push({
      conversationId: '2',
      seq: 5,
      audience: { everyone: true },
      event,
    });
    expect(deliveries).toBe(2);
    for (const client of clients) await eventually(() => expect(client.heard).toEqual(['2/5']));
  });

  test('of nobody who is here reaches nobody', async () => {
    await member('7');
    const event = Buffer.from('{}');
    const users = { userIds: ['8'] };
    expect(await node.push({ conversationId: '1', seq: 1, audience: { users }, event })).toBe(0);
    expect(
      await node.push({ conversationId: '1', seq: 1, audience: { subscribers: true }, event }),
    ).toBe(0);
    expect(await node.push()).toBe(0);
  });

  test('keeps the order of each conversation, whatever is pushed around it', async () => {
    node.logic.createGroup('20', ['7']);
    node.logic.createGroup('21', ['7']);
    const client = await member('7');
    const pushes: Promise<number>[] = [];
    for (let round = 0; round < 300; round++) {
      const ids = round % 3 === 0 ? ['20', '21', '20'] : ['21', '20'];
      const dispatches = ids.map(id => node.logic.dispatchOf(id, node.logic.commitOnly(id, 'x')));
      pushes.push(node.push(...dispatches));
      if (round % 50 === 0) await Promise.all(pushes);
    }
    await Promise.all(pushes);
    const expected = (id: string, count: number) =>
      Array.from({ length: count }, (_, i) => `${id}/${i + 1}`);
    await eventually(() => expect(client.heard).toHaveLength(700));
    expect(client.heard.filter(place => place.startsWith('20/'))).toEqual(expected('20', 400));
    expect(client.heard.filter(place => place.startsWith('21/'))).toEqual(expected('21', 300));
  });

  test('of many events of one conversation is one frame for each socket', async () => {
    node.logic.createGroup('20', ['7', '8']);
    const clients = [await member('7'), await member('8')];
    const dispatches = Array.from({ length: 100 }, () =>
      node.logic.dispatchOf('20', node.logic.commitOnly('20', 'x')),
    );
    await node.push(...dispatches);
    for (const client of clients) {
      await eventually(() => expect(client.heard).toHaveLength(100));
      expect(client.all('events')).toHaveLength(1);
    }
  });

  test('is not decoded on its way', async () => {
    node.logic.createGroup('20', ['7']);
    const client = await member('7');
    const event = Buffer.from('{ "conversationId": "20", "seq": 1, "newer": [1.0, {"a": "ß"}] }');
    const raw: string[] = [];
    client.socket.on('message', data => raw.push(textOf(data)));
    await node.push({ conversationId: '20', seq: 1, audience: { subscribers: true }, event });
    await eventually(() => expect(raw).toEqual([`{"op":"events","events":[${event.toString()}]}`]));
  });
});

describe('subscriptions', () => {
  test('who is added hears the event itself, its head and what follows', async () => {
    node.logic.createGroup('20', ['8']);
    const [joiner, second] = [await member('7'), await member('7', 'd-2')];
    node.logic.addMember('20', '7');
    for (const client of [joiner, second]) {
      const { heads } = await client.first('heads');
      expect(heads).toMatchObject([{ conversationId: '20', lastSeq: 1, visibleFromSeq: 1 }]);
      expect(client.heard).toEqual(['20/1']);
    }
    expect(node.logic.occupied).toContain('20');
    node.logic.say('20', 'welcome');
    await eventually(() => expect(joiner.heard).toEqual(['20/1', '20/2']));
  });

  test('what was committed before the node was known to be interested shows in the heads', async () => {
    node.logic.createGroup('20', ['8']);
    const joiner = await member('7');
    // Between the join and the acknowledged occupancy others go on talking.
    node.logic.before = ({ kind }) => {
      if (kind === 'occupy') node.logic.say('20', 'missed');
    };
    node.logic.addMember('20', '7');
    const { heads } = await joiner.first('heads');
    expect(heads).toMatchObject([{ conversationId: '20', lastSeq: 2 }]);
  });

  test('who is removed hears that, and nothing after it', async () => {
    node.logic.createGroup('20', ['7', '8']);
    const [leaver, stayer] = [await member('7'), await member('8')];
    node.logic.removeMember('20', '7');
    node.logic.say('20', 'without them');
    await eventually(() => expect(stayer.heard).toEqual(['20/1', '20/2']));
    expect(leaver.heard).toEqual(['20/1']);
  });

  test('joining and leaving within one push keeps each to its own events', async () => {
    node.logic.createGroup('20', ['7', '8']);
    const [leaver, stayer, joiner] = [await member('7'), await member('8'), await member('9')];
    const { logic } = node;
    const seqs = [
      logic.commitOnly('20', 'x'),
      logic.commitChange('20', '9', true),
      logic.commitOnly('20', 'x'),
      logic.commitChange('20', '7', false),
      logic.commitOnly('20', 'x'),
    ];
    await node.push(...seqs.map(seq => logic.dispatchOf('20', seq)));
    await eventually(() => expect(stayer.heard).toHaveLength(5));
    await eventually(() => expect(joiner.heard).toEqual(['20/2', '20/3', '20/4', '20/5']));
    expect(leaver.heard).toEqual(['20/1', '20/2', '20/3', '20/4']);
  });

  test('an event from before somebody joined is not theirs, however late it is pushed', async () => {
    node.logic.createGroup('20', ['8']);
    const seq = node.logic.commitOnly('20', 'not for 7');
    const late = node.logic.dispatchOf('20', seq);
    const old = await member('8');
    const added = await member('7');
    node.logic.addMember('20', '7');
    await added.first('heads');
    const later = await member('7', 'd-2');
    await node.push(late, node.logic.dispatchOf('20', node.logic.commitOnly('20', 'for all')));
    await eventually(() => expect(old.heard).toEqual(['20/2', '20/1', '20/3']));
    await eventually(() => expect(added.heard).toEqual(['20/2', '20/3']));
    await eventually(() => expect(later.heard).toEqual(['20/3']));
  });

  test('a join that is pushed again after the user has left tells nobody anything', async () => {
    node.logic.createGroup('20', ['8']);
    const client = await member('7');
    node.logic.addMember('20', '7');
    await client.first('heads');
    node.logic.removeMember('20', '7');
    await eventually(() => expect(client.heard).toHaveLength(2));
    await node.push(node.logic.dispatchOf('20', 1));
    await eventually(() => node.logic.callsOf('membership').length > 1);
    const other = await member('8');
    node.logic.say('20', 'not for 7');
    await eventually(() => expect(other.heard).toEqual(['20/3']));
    expect(client.heard).toEqual(['20/1', '20/2']);
    expect(client.all('heads')).toHaveLength(1);
  });

  test('an event that comes before the removal that it follows does not reach the one removed', async () => {
    node.logic.createGroup('20', ['7', '8']);
    const [leaver, stayer] = [await member('7'), await member('8')];
    const removal = node.logic.commitChange('20', '7', false);
    const after = node.logic.commitOnly('20', 'not for 7');
    await node.push(node.logic.dispatchOf('20', after));
    await eventually(() => expect(stayer.heard).toEqual(['20/2']));
    expect(node.logic.callsOf('membership')).toEqual([
      { conversationId: '20', userIds: expect.arrayContaining(['7', '8']) },
    ]);
    await node.push(node.logic.dispatchOf('20', removal));
    // It may never have come: the one removed learns of it by hello.
    expect(await leaver.closing()).toMatchObject({ code: CLOSE.unavailable });
    expect(leaver.heard).toEqual([]);
    expect(await node.metric('held_total')).toBe(1);
    expect(await node.metric('members_asked_total')).toBe(1);
  });

  test('when logic cannot be asked who is in, the subscribers are closed and resume', async () => {
    node.logic.createGroup('20', ['7', '8']);
    const client = await member('7');
    node.logic.before = ({ kind }) => {
      if (kind === 'membership') throw new ParleyError('unavailable', 'logic is away');
    };
    node.logic.commitChange('20', '8', false);
    await node.push(node.logic.dispatchOf('20', node.logic.commitOnly('20', 'hi')));
    expect(await client.closing()).toMatchObject({ code: CLOSE.unavailable });
    expect(node.logic.callsOf('membership')).toHaveLength(3);
    const again = await member('7');
    expect((await again.first('welcome')).heads).toMatchObject([{ lastSeq: 2 }]);
    node.logic.say('20', 'next');
    await eventually(() => expect(again.heard).toEqual(['20/3']));
  });

  test('whose subscription cannot be completed is closed and resumes', async () => {
    node.logic.createGroup('20', ['8']);
    const joiner = await member('7');
    node.logic.before = ({ kind }) => {
      if (kind === 'occupy') throw new Error('logic is away');
    };
    node.logic.addMember('20', '7');
    expect(await joiner.closing()).toMatchObject({ code: CLOSE.unavailable });
  });
});

describe('signing out', () => {
  const closeSession = (closeSessionId: string, userIds: string[]) =>
    node.push({ closeSessionId, audience: { users: { userIds } } });

  test.each([[['7']], [[]]])(
    'closes the sockets of the session alone (users %j)',
    async userIds => {
      const out = [await member('7'), await member('7', 'd-2')];
      const token = node.logic.signIn('7', 's-other');
      const stays = await (await node.connect()).welcomed(token, { deviceId: 'd-3' });
      await closeSession('s-7', userIds);
      for (const client of out) {
        expect(await client.closing()).toMatchObject({ code: CLOSE.session_revoked });
      }
      const ping = stays.request({ op: 'ping' });
      expect(await stays.answer(ping)).toMatchObject({ op: 'pong' });
    },
  );
});
