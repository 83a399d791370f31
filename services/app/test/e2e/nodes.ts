import { describe, expect, test } from '@jest/globals';
import { LOBBY_ID, sleep } from '@parley/core';
import { eventually } from '@parley/testing';
import type { Cluster } from '@parley/testing/deployment';
import { Person, withPeople } from './person.ts';
import { describePresenceOfNodes } from './presence.ts';
import { Witnesses } from './witnesses.ts';

/** What only several nodes can show: crossing them, adding one, losing one. */
export function describeNodes(cluster: () => Cluster): void {
  const urlOf = (index: number) => cluster().connectUrls[index] ?? '';
  const running = (module: string) => cluster().nodes.filter(node => node.module === module);

  describe('several nodes', () => {
    test('people on different connect nodes chat in a room and directly', () =>
      withPeople(async arrive => {
        const [ann, bob, cid] = await Promise.all(
          [0, 1, 2].map(i => arrive(Person.arrive(cluster(), { connectUrl: urlOf(i) }))),
        );
        if (!ann || !bob || !cid) throw new Error('nobody came');
        const text = `across ${ann.user.name}`;
        await ann.say(LOBBY_ID, text);
        for (const person of [ann, bob, cid]) await person.hears(LOBBY_ID, [text]);
        const { conversationId } = await bob.client.api.openDirect(cid.user.userId);
        await bob.say(conversationId, 'over there');
        await cid.hears(conversationId, ['over there']);
        await cid.say(conversationId, 'over here');
        await bob.hears(conversationId, ['over here']);
      }));

    test('a connect node that is added takes users and receives pushes', () =>
      withPeople(async arrive => {
        const node = await cluster().addConnect();
        const there = node.endpoints.connect ?? '';
        const ann = await arrive(Person.arrive(cluster(), { connectUrl: urlOf(0) }));
        const bob = await arrive(Person.arrive(cluster(), { connectUrl: there }));
        const texts = [`to the new node ${ann.user.name}`, `from the new node ${ann.user.name}`];
        await ann.say(LOBBY_ID, texts[0] ?? '');
        await bob.hears(LOBBY_ID, texts.slice(0, 1));
        await bob.say(LOBBY_ID, texts[1] ?? '');
        await ann.hears(LOBBY_ID, texts);
      }));

    describePresenceOfNodes(cluster);

    test('a connect node dies: its users come back elsewhere and have every message', () =>
      withPeople(async arrive => {
        const victim = running('connect').at(-1);
        const doomed = victim?.endpoints.connect ?? '';
        const others = cluster().connectUrls.filter(url => url !== doomed);
        const ann = await arrive(Person.arrive(cluster(), { connectUrl: others }));
        const onDoomed = { connectUrl: [doomed, ...others], startAt: 0 };
        const bob = await arrive(Person.arrive(cluster(), onDoomed));
        const cid = await arrive(Person.arrive(cluster(), onDoomed));
        const { conversationId: group } = await ann.client.api.createConversation({
          kind: 'group',
          title: 'Through a crash',
          memberIds: [bob.user.userId, cid.user.userId],
        });
        await ann.say(group, 'before');
        for (const person of [bob, cid]) await person.hears(group, ['before']);

        victim?.process.kill('SIGKILL');
        const during = Array.from({ length: 50 }, (_, i) => `during ${i}`);
        for (const text of during) await ann.say(group, text);
        await bob.say(group, 'after');
        for (const person of [ann, bob, cid]) {
          await person.hears(group, ['before', ...during, 'after'], 30_000);
          const texts = person.heard(group).map(({ text }) => text);
          expect(texts.slice(0, 51)).toEqual(['before', ...during]);
          expect(texts).toHaveLength(52);
        }
      }));

    test('a task node dies: another one takes over and delivers', () =>
      withPeople(async arrive => {
        const ann = await arrive(Person.arrive(cluster(), { connectUrl: urlOf(0) }));
        const bob = await arrive(Person.arrive(cluster(), { connectUrl: urlOf(1) }));
        running('task')[0]?.process.kill('SIGKILL');
        const said = Array.from({ length: 30 }, (_, i) => `task ${i} ${ann.user.name}`);
        for (const text of said) await ann.say(LOBBY_ID, text);
        await bob.hears(LOBBY_ID, said, 30_000);
      }));

    test('a logic node dies while people talk: nothing acknowledged is lost or doubled', () =>
      withPeople(async arrive => {
        const ann = await arrive(Person.arrive(cluster(), { connectUrl: urlOf(0) }));
        const bob = await arrive(Person.arrive(cluster(), { connectUrl: urlOf(1) }));
        const said = Array.from({ length: 200 }, (_, i) => `logic ${i} ${ann.user.name}`);
        const sends = said.map(text => ann.say(LOBBY_ID, text));
        await sends[20];
        running('logic')[0]?.process.kill('SIGKILL');
        await Promise.all(sends);
        await bob.hears(LOBBY_ID, said, 30_000);
        const heard = bob.heard(LOBBY_ID).filter(({ text }) => said.includes(text));
        expect(heard.map(({ text }) => text)).toEqual(said);
      }));

    test(
      'every node is restarted in order, one by one, and nobody who talks notices',
      () =>
        withPeople(async arrive => {
          // As a client comes back without being told how: with the pauses of its defaults.
          const client = { backoff: { firstMs: 500, maxMs: 30_000, jitter: 0.5 } };
          const people = await Promise.all(
            [0, 1, 2, 3].map(startAt => arrive(Person.arrive(cluster(), { startAt, client }))),
          );
          const [ann, ...others] = people;
          if (!ann) throw new Error('nobody came');
          const { conversationId: group } = await ann.client.api.createConversation({
            kind: 'group',
            title: 'Through an upgrade',
            memberIds: others.map(({ user }) => user.userId),
          });
          const witnesses = new Witnesses(people);
          const pausesMs = people.map(watchPauses);
          let isOver = false;
          const talking = people.map(async person => {
            const said: string[] = [];
            while (!isOver) {
              said.push(`${person.user.name} ${said.length}`);
              await witnesses.say(person, group, said.at(-1) ?? '');
              // Enough to be under way at every moment; more only costs time.
              await sleep(20);
            }
            return said;
          });
          const inUse = cluster().nodes.filter(({ module }) => module !== 'site');
          for (const node of inUse) await cluster().restartNode(node);
          isOver = true;
          const said = (await Promise.all(talking)).flat();
          for (const person of people) {
            await person.hears(group, said, 30_000);
            expect(person.client.status.state).toBe('online');
          }
          // Everybody had to move, and nobody was told to wait for long.
          for (const pauses of pausesMs) {
            expect(pauses.length).toBeGreaterThan(0);
            for (const pauseMs of pauses) expect(pauseMs).toBeLessThan(2_000);
          }
          const facts = said.length * (people.length + 2);
          const conversation = { conversationId: group, kind: 'group', from: ann } as const;
          await witnesses.expectContractKept(conversation, facts);
        }),
      240_000,
    );

    test('no process has ended that was not killed', async () => {
      await eventually(() => true);
      const alive = running('api').concat(running('site'));
      for (const { process: node } of alive) expect(() => process.kill(node.pid, 0)).not.toThrow();
    });
  });
}

/** How long this client means to wait, each time before it connects again. */
function watchPauses({ client }: Person): number[] {
  const pausesMs: number[] = [];
  client.onStatus(({ retryAtMs }) => {
    if (retryAtMs !== null) pausesMs.push(retryAtMs - Date.now());
  });
  return pausesMs;
}
