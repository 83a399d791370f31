import { describe, expect, test } from '@jest/globals';
import { LOBBY_ID } from '@parley/core';
import { eventually } from '@parley/testing';
import type { Deployment } from '@parley/testing/deployment';
import { numbered, Person, withPeople } from './person.ts';

/** What people do, wherever Parley runs. What they may rely on is in contract.ts. */
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
  });

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
