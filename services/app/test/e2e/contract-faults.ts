import { expect, test } from '@jest/globals';
import { LOBBY_ID } from '@parley/core';
import type { Deployment } from '@parley/testing/deployment';
import { numbered, Person, withPeople } from './person.ts';
import { Witnesses } from './witnesses.ts';

/** What the contract says when everything ends, in order or without a warning. */
export function describeFaults(deployment: () => Deployment): void {
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
      const people = await Promise.all(
        [0, 1, 2].map(startAt => arrive(Person.arrive(deployment(), { startAt }))),
      );
      const [ann, ...others] = people;
      if (!ann) throw new Error('nobody came');
      const { conversationId: group } = await ann.client.api.createConversation({
        kind: 'group',
        title: 'Through a crash',
        memberIds: others.map(({ user }) => user.userId),
      });
      const witnesses = new Witnesses(people);
      const said = people.map(({ user }) => numbered(`${user.name} through a crash`, 120));
      const sends = people.map((person, i) =>
        (said[i] ?? []).map(text => witnesses.say(person, group, text)),
      );
      await Promise.all(sends.map(own => own[20]));
      for (const node of deployment().nodes) node.process.kill('SIGKILL');
      await deployment().restart();
      await Promise.all(sends.flat());
      for (const person of people) {
        await person.hears(group, said.flat(), 40_000);
        const texts = person.heard(group).map(({ text }) => text);
        // Each one's words in the order in which they were said.
        for (const own of said) expect(texts.filter(text => own.includes(text))).toEqual(own);
      }
      const facts = 3 * 360 + 2 * 360;
      await witnesses.expectContractKept(
        { conversationId: group, kind: 'group', from: ann },
        facts,
      );
    }));
}
