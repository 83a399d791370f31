import { expect, test } from '@jest/globals';
import { eventually } from '@parley/testing';
import type { Deployment } from '@parley/testing/deployment';
import { HistoryGate } from './history-gate.ts';
import { newUser, PASSWORD, signIn } from './http.ts';
import { numbered, Person, withPeople } from './person.ts';
import { RawSocket } from './raw-socket.ts';

const MISSED = 10_000;
/** More than the heads that fit into a hello. */
const GROUPS = 510;
/** Below the burst that one socket may send. */
const BURST = 400;

/** What a device gets that was away. */
export function describeResume(deployment: () => Deployment): void {
  test('ten thousand missed events come complete and in order, and hold nobody else up', () =>
    withPeople(async arrive => {
      const gate = new HistoryGate();
      const client = { webSocket: gate.webSocket, answerTimeoutMs: 100_000 };
      const [ann, bob, cid] = await Promise.all([
        arrive(Person.arrive(deployment(), { startAt: 0 })),
        arrive(Person.arrive(deployment(), { startAt: 1, client })),
        arrive(Person.arrive(deployment(), { startAt: 2 })),
      ]);
      const { conversationId: busy } = await ann.client.api.openDirect(bob.user.userId);
      const { conversationId: quiet } = await cid.client.api.createConversation({
        kind: 'group',
        title: 'Quiet',
        memberIds: [bob.user.userId],
      });
      await ann.say(busy, 'hello');
      await bob.hears(busy, ['hello']);
      bob.client.disconnect();
      const missed = await sendAll(deployment(), ann, busy, numbered('missed', MISSED));

      // Bob is back, and his catching up stands still in the middle.
      const middle = gate.closeAfter(20);
      await bob.client.connect();
      await middle;
      await cid.say(quiet, 'are you back?');
      await bob.hears(quiet, ['are you back?']);
      await bob.say(quiet, 'reading up');
      await cid.hears(quiet, ['are you back?', 'reading up']);
      await ann.say(busy, 'the newest');
      await ann.hears(busy, ['the newest']);
      const soFar = bob.heard(busy).map(({ text }) => text);
      expect(soFar.length).toBeGreaterThan(1);
      expect(soFar.length).toBeLessThan(MISSED);
      expect(soFar).toEqual(['hello', ...missed].slice(0, soFar.length));

      gate.open();
      await bob.hears(busy, ['the newest'], 60_000);
      expect(bob.heard(busy).map(({ text }) => text)).toEqual(['hello', ...missed, 'the newest']);
      const seqs = bob.heard(busy).map(({ seq }) => seq);
      expect(seqs).toEqual(seqs.map((_, i) => (seqs[0] ?? 0) + i));
    }));

  test('of hundreds of conversations only what changed meanwhile is told, and all of that', () =>
    withPeople(async arrive => {
      const ann = await arrive(Person.arrive(deployment(), { startAt: 0 }));
      const { user } = await newUser(deployment().apiUrls[0] ?? '');
      const groups: string[] = [];
      await eachOf(numbered('Group', GROUPS), async title => {
        const memberIds = [user.userId];
        const group = await ann.client.api.createConversation({ kind: 'group', title, memberIds });
        groups.push(group.conversationId);
      });
      const account = { name: user.name, password: PASSWORD };
      const bob = await arrive(Person.arrive(deployment(), { startAt: 1, account }));
      const held = () => groups.filter(id => bob.client.conversations.get(id)?.lastSeq === 1);
      await eventually(() => expect(held()).toHaveLength(GROUPS), { timeoutMs: 60_000 });
      bob.client.disconnect();
      const heardBefore = bob.events.length;

      const [changed, left] = [groups.filter((_, i) => i % 100 === 0), groups[1] ?? ''];
      for (const id of changed) await ann.say(id, 'while you were away');
      await ann.client.api.removeMember(left, bob.user.userId);
      await bob.client.connect();
      for (const id of changed) await bob.hears(id, ['while you were away']);
      await eventually(() => expect(bob.client.conversations.get(left)).toBeUndefined());
      expect(bob.events.length - heardBefore).toBe(changed.length);
    }));
}

/** Does `work` for each, a few at a time. */
async function eachOf<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  const worker = async () => {
    for (let item = left.pop(); item !== undefined; item = left.pop()) await work(item);
  };
  await Promise.all(Array.from({ length: 8 }, worker));
}

/**
 * Sends as fast as the server takes it: over one socket after the other, each within its burst.
 * Resolves to the texts in the order of their seqs.
 */
async function sendAll(
  { apiUrls, connectUrls }: Deployment,
  { account }: Person,
  conversationId: string,
  texts: readonly string[],
): Promise<string[]> {
  const { accessToken } = await signIn(apiUrls[0] ?? '', account);
  const inOrder: string[] = [];
  for (let from = 0; from < texts.length; from += BURST) {
    const some = texts.slice(from, from + BURST);
    const url = connectUrls[(from / BURST) % connectUrls.length] ?? '';
    const socket = await RawSocket.signedIn(url, accessToken, `writer-${from}`);
    for (const [i, text] of some.entries()) {
      const body = { kind: 'text', text } as const;
      socket.send({ op: 'send', id: i + 2, conversationId, clientId: `sent-${from + i}`, body });
    }
    const sent = await socket.first(some.length, 'sent');
    const bySeq = sent.toSorted((a, b) => a.seq - b.seq);
    inOrder.push(...bySeq.map(({ id }) => some[id - 2] ?? ''));
    socket.close();
  }
  return inOrder;
}
