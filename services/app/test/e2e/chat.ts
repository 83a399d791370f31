import { describe, expect, test } from '@jest/globals';
import { checkHistory, History } from '@parley/checker';
import { recordLog } from '@parley/checker/record';
import { LOBBY_ID } from '@parley/core';
import { eventually } from '@parley/testing';
import type { Deployment } from '@parley/testing/deployment';
import { Person, withPeople } from './person.ts';

const numbered = (word: string, count: number) =>
  Array.from({ length: count }, (_, i) => `${word} ${i + 1}`);

/** What people do, and what they may rely on, wherever Parley runs. */
export function describeChat(deployment: () => Deployment): void {
  describe('chat', () => {
    test('two people hear each other in the lobby, in order and once', () =>
      withPeople(async arrive => {
        const ann = await arrive(Person.arrive(deployment()));
        const bob = await arrive(Person.arrive(deployment()));
        const said = numbered(`lobby ${ann.user.name}`, 20);
        for (const [i, text] of said.entries()) await (i % 2 ? ann : bob).say(LOBBY_ID, text);
        for (const person of [ann, bob]) {
          await person.hears(LOBBY_ID, said);
          const mine = person.heard(LOBBY_ID).filter(({ text }) => said.includes(text));
          expect(mine.map(({ text }) => text)).toEqual(said);
        }
      }));

    test('a direct chat is private and one for both', () =>
      withPeople(async arrive => {
        const ann = await arrive(Person.arrive(deployment()));
        const bob = await arrive(Person.arrive(deployment()));
        const eve = await arrive(Person.arrive(deployment()));
        const [a, b] = await Promise.all([
          ann.client.api.openDirect(bob.user.userId),
          bob.client.api.openDirect(ann.user.userId),
        ]);
        expect(a.conversationId).toBe(b.conversationId);
        await ann.say(a.conversationId, 'psst');
        await bob.hears(a.conversationId, ['psst']);
        await bob.say(a.conversationId, 'what?');
        await ann.hears(a.conversationId, ['psst', 'what?']);
        await eve.say(LOBBY_ID, `eve ${eve.user.name}`);
        await eve.hears(LOBBY_ID, [`eve ${eve.user.name}`]);
        expect(eve.events.filter(event => event.conversationId === a.conversationId)).toEqual([]);
      }));

    test('a group: who is added hears from then on, who is removed hears no more', () =>
      withPeople(async arrive => {
        const [ann, bob, cid] = await Promise.all([
          arrive(Person.arrive(deployment())),
          arrive(Person.arrive(deployment())),
          arrive(Person.arrive(deployment())),
        ]);
        const { conversationId: group } = await ann.client.api.createConversation({
          kind: 'group',
          title: 'Three',
          memberIds: [bob.user.userId],
        });
        await ann.say(group, 'before cid');
        await bob.hears(group, ['before cid']);
        await ann.client.api.addMembers(group, [cid.user.userId]);
        await ann.say(group, 'with cid');
        await cid.hears(group, ['with cid']);
        expect(cid.heard(group).map(({ text }) => text)).toEqual(['with cid']);

        await ann.client.api.removeMember(group, bob.user.userId);
        await ann.say(group, 'without bob');
        await cid.hears(group, ['without bob']);
        await expect(bob.say(group, 'let me in')).rejects.toMatchObject({ code: 'not_found' });
        expect(bob.heard(group).map(({ text }) => text)).not.toContain('without bob');
      }));

    test('who was away gets everything, complete and in order', () =>
      withPeople(async arrive => {
        const ann = await arrive(Person.arrive(deployment()));
        const bob = await arrive(Person.arrive(deployment()));
        const { conversationId } = await ann.client.api.openDirect(bob.user.userId);
        await ann.say(conversationId, 'hello');
        await bob.hears(conversationId, ['hello']);
        bob.client.disconnect();
        const missed = numbered('missed', 350);
        await Promise.all(missed.map(text => ann.say(conversationId, text)));
        await bob.client.connect();
        await bob.hears(conversationId, missed);
        expect(bob.heard(conversationId).map(({ seq }) => seq)).toEqual(
          bob.heard(conversationId).map((_, i) => (bob.heard(conversationId)[0]?.seq ?? 0) + i),
        );
        expect(bob.heard(conversationId).map(({ text }) => text)).toEqual(['hello', ...missed]);
      }));

    test('all devices of a user are in step, and one signs out alone', () =>
      withPeople(async arrive => {
        const ann = await arrive(Person.arrive(deployment()));
        const phone = await arrive(ann.secondDevice(deployment()));
        const bob = await arrive(Person.arrive(deployment()));
        const { conversationId } = await bob.client.api.openDirect(ann.user.userId);
        await bob.say(conversationId, 'to both');
        await ann.say(conversationId, 'from one');
        for (const device of [ann, phone]) {
          await device.hears(conversationId, ['to both', 'from one']);
        }
        await phone.client.api.endSession(ann.client.sessionId ?? '');
        await eventually(() => expect(ann.client.status.state).toBe('signed-out'));
        expect(phone.client.status.state).toBe('online');
        await bob.say(conversationId, 'still there?');
        await phone.hears(conversationId, ['still there?']);
      }));

    test('one clientId is one message, by whichever way it comes', () =>
      withPeople(async arrive => {
        const ann = await arrive(Person.arrive(deployment()));
        const body = { kind: 'text', text: `once ${ann.user.name}` } as const;
        const clientId = 'the-same';
        const first = await ann.client.send(LOBBY_ID, body, { clientId });
        const again = await ann.secondDevice(deployment()).then(arrivedLater => {
          return arrive(Promise.resolve(arrivedLater));
        });
        expect(await again.client.send(LOBBY_ID, body, { clientId })).toEqual(first);
        await ann.say(LOBBY_ID, `after ${ann.user.name}`);
        await ann.hears(LOBBY_ID, [`after ${ann.user.name}`]);
        expect(ann.heard(LOBBY_ID).filter(({ text }) => text === body.text)).toHaveLength(1);
        await expect(
          again.client.send(LOBBY_ID, { kind: 'text', text: 'other' }, { clientId }),
        ).rejects.toMatchObject({ code: 'client_id_conflict' });
      }));

    test('twenty talk at once: everybody has the same order, without a hole', () =>
      withPeople(async arrive => {
        const people = await Promise.all(
          Array.from({ length: 20 }, () => arrive(Person.arrive(deployment()))),
        );
        const [owner] = people;
        if (!owner) throw new Error('nobody came');
        const history = new History();
        const recorders = people.map(person => person.record(history));
        const { conversationId: room } = await owner.client.api.createConversation({
          kind: 'room',
          title: `Room of ${owner.user.name}`,
        });
        for (const person of people.slice(1)) await person.client.api.join(room);
        const said = people.map(({ user }) => numbered(user.name, 20));
        await Promise.all(
          recorders.flatMap((recorder, i) =>
            (said[i] ?? []).map(text => recorder.send(room, { kind: 'text', text })),
          ),
        );
        for (const person of people) await person.hears(room, said.flat());
        const inOrder = owner.heard(room);
        expect(inOrder).toHaveLength(400);
        expect(inOrder.at(-1)?.seq).toBe((inOrder[0]?.seq ?? 0) + 399);
        for (const person of people) expect(person.heard(room)).toEqual(inOrder);

        for (const recorder of recorders) await recorder.recordFinal(room);
        recordLog(history, { conversationId: room, kind: 'room' }, await owner.wholeLog(room));
        // Everybody's showing of everything, and each message sent and acknowledged.
        expect(history.size).toBeGreaterThan(20 * 400 + 2 * 400);
        expect(checkHistory(history)).toEqual([]);
      }));
  });

  test('after a restart the history is there, and devices come back by themselves', () =>
    withPeople(async arrive => {
      const ann = await arrive(Person.arrive(deployment()));
      const bob = await arrive(Person.arrive(deployment()));
      const { conversationId } = await ann.client.api.openDirect(bob.user.userId);
      const before = numbered('before', 5);
      for (const text of before) await ann.say(conversationId, text);
      await deployment().restart();
      await ann.say(conversationId, 'after');
      await bob.hears(conversationId, [...before, 'after'], 40_000);
      expect(bob.heard(conversationId).map(({ text }) => text)).toEqual([...before, 'after']);
      const { items } = await ann.client.api.listConversations();
      expect(items.map(item => item.conversationId)).toEqual(
        expect.arrayContaining([conversationId, LOBBY_ID]),
      );
    }));

  test('everything is killed in the middle of sending: what was acknowledged is there, once', () =>
    withPeople(async arrive => {
      const ann = await arrive(Person.arrive(deployment()));
      const bob = await arrive(Person.arrive(deployment()));
      const { conversationId } = await ann.client.api.openDirect(bob.user.userId);
      const history = new History();
      const recorders = [ann, bob].map(person => person.record(history));
      const said = numbered('through a crash', 300);
      const sends = said.map(
        async text => await recorders[0]?.send(conversationId, { kind: 'text', text }),
      );
      await sends[40];
      for (const node of deployment().nodes) node.process.kill('SIGKILL');
      await deployment().restart();
      await Promise.all(sends);
      await bob.hears(conversationId, said, 40_000);
      expect(bob.heard(conversationId).map(({ text }) => text)).toEqual(said);

      for (const recorder of recorders) await recorder.recordFinal(conversationId);
      const log = await ann.wholeLog(conversationId);
      recordLog(history, { conversationId, kind: 'direct' }, log);
      expect(history.size).toBeGreaterThan(4 * 300);
      expect(checkHistory(history)).toEqual([]);
    }));

  test('the demo users find a lobby with some history', () =>
    withPeople(async arrive => {
      const account = { name: 'demo', password: '111111' };
      const demo = await arrive(Person.arrive(deployment(), { account }));
      const timeline = demo.client.open(LOBBY_ID);
      await timeline.ready;
      expect(timeline.events.length).toBeGreaterThan(5);
      timeline.close();
    }));
}
