import { describe, expect, test } from '@jest/globals';
import { eventually } from '@parley/testing';
import type { Cluster, Deployment } from '@parley/testing/deployment';
import type { PresenceStatus } from '@parley/wire';
import { Person, withPeople } from './person.ts';

/** Generous: a busy machine is no broken promise. What it takes as a rule is printed by `bench`. */
const PATIENCE = { timeoutMs: 30_000 };

/** What one person sees of another, in the order of the changes. */
function follow(watcher: Person, { user: { userId } }: Person) {
  const { presence } = watcher.client;
  const seen: string[] = [];
  const note = () => {
    const { status } = presence.get(userId);
    if (seen.at(-1) !== status) seen.push(status);
  };
  presence.onChange(note);
  presence.watch([userId]);
  return {
    seen,
    sees: (status: PresenceStatus) =>
      eventually(() => expect(presence.get(userId).status).toBe(status), PATIENCE),
    lastSeenAtMs: () => presence.get(userId).lastSeenAtMs,
  };
}

/** Who is there, as others see it, wherever Parley runs. */
export function describePresence(deployment: () => Deployment): void {
  describe('presence', () => {
    const urlOf = (index: number) => {
      const { connectUrls } = deployment();
      return connectUrls[index % connectUrls.length] ?? '';
    };

    test('online, away, busy, invisible, offline: others see each change, and when it was', () =>
      withPeople(async arrive => {
        const ann = await arrive(Person.arrive(deployment(), { connectUrl: urlOf(0) }));
        const bob = await arrive(Person.arrive(deployment(), { connectUrl: urlOf(1) }));
        const bobAsSeen = follow(ann, bob);
        await bobAsSeen.sees('online');
        bob.client.setAway(true);
        await bobAsSeen.sees('away');
        bob.client.setAway(false);
        await bobAsSeen.sees('online');
        await bob.client.setPresenceMode('busy');
        await bobAsSeen.sees('busy');
        const hiddenAtMs = Date.now();
        await bob.client.setPresenceMode('invisible');
        await bobAsSeen.sees('offline');
        expect(bobAsSeen.lastSeenAtMs()).toBeGreaterThanOrEqual(hiddenAtMs - 1_000);
        await bob.client.setPresenceMode('auto');
        await bobAsSeen.sees('online');
        const leftAtMs = Date.now();
        await bob.leave();
        await bobAsSeen.sees('offline');
        expect(bobAsSeen.lastSeenAtMs()).toBeGreaterThanOrEqual(leftAtMs - 1_000);
        expect(bobAsSeen.seen).toEqual([
          'online',
          'away',
          'online',
          'busy',
          'offline',
          'online',
          'offline',
        ]);
        const [presence] = await ann.client.api.getPresence([bob.user.userId]);
        expect(presence).toMatchObject({ status: 'offline', lastSeenAtMs: expect.any(Number) });
      }));

    test('of two devices one is enough to be online; the mode is known on both', () =>
      withPeople(async arrive => {
        const ann = await arrive(Person.arrive(deployment(), { connectUrl: urlOf(0) }));
        const bob = await arrive(Person.arrive(deployment(), { connectUrl: urlOf(1) }));
        const phone = await arrive(bob.secondDevice(deployment(), { connectUrl: urlOf(2) }));
        const bobAsSeen = follow(ann, bob);
        await bobAsSeen.sees('online');
        bob.client.setAway(true);
        phone.client.setAway(true);
        await bobAsSeen.sees('away');
        phone.client.setAway(false);
        await bobAsSeen.sees('online');
        await bob.client.setPresenceMode('busy');
        await bobAsSeen.sees('busy');
        await eventually(() => expect(phone.client.presence.mode).toBe('busy'), PATIENCE);
        await phone.leave();
        await bobAsSeen.sees('away');
        expect(bobAsSeen.seen).toEqual(['online', 'away', 'online', 'busy', 'away']);
      }));

    test('who is invisible comes and goes unseen', () =>
      withPeople(async arrive => {
        const ann = await arrive(Person.arrive(deployment(), { connectUrl: urlOf(0) }));
        const bob = await arrive(Person.arrive(deployment(), { connectUrl: urlOf(1) }));
        await bob.client.setPresenceMode('invisible');
        const bobAsSeen = follow(ann, bob);
        await bobAsSeen.sees('offline');
        const before = bobAsSeen.lastSeenAtMs();
        const phone = await arrive(bob.secondDevice(deployment(), { connectUrl: urlOf(2) }));
        expect(phone.client.presence.mode).toBe('invisible');
        await phone.leave();
        await bob.leave();
        const [presence] = await ann.client.api.getPresence([bob.user.userId]);
        expect(presence).toMatchObject({ status: 'offline', lastSeenAtMs: before });
        expect(bobAsSeen.seen).toEqual(['offline']);
      }));
  });
}

/** What only several nodes can show. */
export function describePresenceOfNodes(cluster: () => Cluster): void {
  test('a connect node dies: who comes back was never away, who does not is offline', () =>
    withPeople(async arrive => {
      const others = [...cluster().connectUrls];
      const node = await cluster().addConnect();
      const doomed = node.endpoints.connect ?? '';
      const ann = await arrive(Person.arrive(cluster(), { connectUrl: others }));
      const bob = await arrive(
        Person.arrive(cluster(), { connectUrl: [doomed, ...others], startAt: 0 }),
      );
      const cid = await arrive(Person.arrive(cluster(), { connectUrl: doomed }));
      const [bobAsSeen, cidAsSeen] = [follow(ann, bob), follow(ann, cid)];
      await Promise.all([bobAsSeen.sees('online'), cidAsSeen.sees('online')]);
      node.process.kill('SIGKILL');
      await cidAsSeen.sees('offline');
      expect(cidAsSeen.lastSeenAtMs()).toBeGreaterThan(0);
      await eventually(() => expect(bob.client.status.state).toBe('online'), PATIENCE);
      expect(bobAsSeen.seen).toEqual(['online']);
      await bobAsSeen.sees('online');
    }));

  test('a connect node is restarted: nobody sees its users leave', () =>
    withPeople(async arrive => {
      const node = await cluster().addConnect();
      const there = node.endpoints.connect ?? '';
      const others = cluster().connectUrls.filter(url => url !== there);
      const ann = await arrive(Person.arrive(cluster(), { connectUrl: others }));
      const people = await Promise.all(
        Array.from({ length: 10 }, () =>
          arrive(Person.arrive(cluster(), { connectUrl: [there, ...others], startAt: 0 })),
        ),
      );
      const seen = people.map(person => follow(ann, person));
      await Promise.all(seen.map(one => one.sees('online')));
      const moved = people.map(
        ({ client }) =>
          new Promise<void>(resolve => {
            client.onStatus(({ state }) => {
              if (state === 'online') resolve();
            });
          }),
      );
      await cluster().restartNode(node);
      await Promise.all(moved);
      // Longer than the old node's people would have had to come back.
      await new Promise(resolve => setTimeout(resolve, 6_000));
      for (const one of seen) expect(one.seen).toEqual(['online']);
    }));
}
