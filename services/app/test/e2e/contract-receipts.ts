import { expect, test } from '@jest/globals';
import type { ConversationEntry } from '@parley/client';
import { eventually } from '@parley/testing';
import type { Deployment } from '@parley/testing/deployment';
import { call, signIn } from './http.ts';
import { numbered, Person, withPeople } from './person.ts';

/** What the contract says about who has received and read what, and what is unread. */
export function describeReceipts(deployment: () => Deployment): void {
  const arriveAt = (startAt: number) => Person.arrive(deployment(), { startAt });
  const entryOf = ({ client }: Person, id: string): ConversationEntry => {
    const entry = client.conversations.get(id);
    if (!entry) throw new Error(`conversation ${id} is not in the list`);
    return entry;
  };
  const receiptAt = (person: Person, id: string, seq: number, state: string, timeoutMs = 15_000) =>
    eventually(() => expect(entryOf(person, id).receipts.receiptOf(seq)).toBe(state), {
      timeoutMs,
    });
  const unreadAt = (person: Person, id: string, unreadCount: number, mentionCount = 0) =>
    eventually(() =>
      expect(entryOf(person, id)).toMatchObject({ unreadCount, mentionCount, isCounted: true }),
    );
  /** Counted by the server, for somebody who holds nothing. */
  const countedAt = async ({ client }: Person, id: string) => {
    const { own } = await client.api.getConversation(id);
    return own && { unreadCount: own.unreadCount, mentionCount: own.mentionCount };
  };

  test('a message is sent, delivered, read; the reader sees it on every device', () =>
    withPeople(async arrive => {
      const ann = await arrive(arriveAt(0));
      const bob = await arrive(arriveAt(1));
      const { conversationId: id } = await ann.client.api.openDirect(bob.user.userId);
      ann.client.watchReceipts(id);
      bob.client.disconnect();
      const { seq } = await ann.say(id, 'have you seen this?');
      await receiptAt(ann, id, seq, 'sent');
      await bob.client.connect();
      await receiptAt(ann, id, seq, 'delivered');

      const tablet = await arrive(bob.secondDevice(deployment(), { startAt: 2 }));
      for (const device of [bob, tablet]) await unreadAt(device, id, 1);
      bob.client.markRead(id, seq);
      await receiptAt(ann, id, seq, 'read');
      expect(entryOf(ann, id).receipts.readersOf(seq)).toEqual([bob.user.userId]);
      await eventually(() => expect(entryOf(tablet, id).readSeq).toBe(seq));
      for (const device of [bob, tablet]) await unreadAt(device, id, 0);
    }));

  test('who was away learns on coming back what was read meanwhile, and what is unread', () =>
    withPeople(async arrive => {
      const ann = await arrive(arriveAt(0));
      const bob = await arrive(arriveAt(1));
      const tablet = await arrive(bob.secondDevice(deployment(), { startAt: 2 }));
      const { conversationId: id } = await ann.client.api.openDirect(bob.user.userId);
      const open = ann.client.open(id);
      let seq = 0;
      for (const text of numbered('news', 5)) ({ seq } = await ann.say(id, text));
      await unreadAt(tablet, id, 5);
      ann.client.disconnect();
      tablet.client.disconnect();
      await unreadAt(bob, id, 5);
      bob.client.markRead(id, seq - 1);
      await eventually(async () => expect((await countedAt(bob, id))?.unreadCount).toBe(1));
      await Promise.all([ann.client.connect(), tablet.client.connect()]);
      await receiptAt(ann, id, seq - 1, 'read');
      await receiptAt(ann, id, seq, 'delivered');
      await unreadAt(tablet, id, 1);
      open.close();
    }));

  test('in a group read means by all; who comes later is not waited for', () =>
    withPeople(async arrive => {
      const [ann, bob, cid, dan] = await Promise.all([0, 1, 2, 3].map(i => arrive(arriveAt(i))));
      if (!ann || !bob || !cid || !dan) throw new Error('nobody came');
      const { conversationId: id } = await ann.client.api.createConversation({
        kind: 'group',
        title: 'Receipts',
        memberIds: [bob.user.userId, cid.user.userId],
      });
      ann.client.watchReceipts(id);
      const { seq } = await ann.say(id, 'all of you?');
      await receiptAt(ann, id, seq, 'delivered');
      bob.client.markRead(id, seq);
      await eventually(() =>
        expect(entryOf(ann, id).receipts.readersOf(seq)).toEqual([bob.user.userId]),
      );
      await receiptAt(ann, id, seq, 'delivered');
      await ann.client.api.addMembers(id, [dan.user.userId]);
      cid.client.markRead(id, seq);
      await receiptAt(ann, id, seq, 'read');
      expect(entryOf(ann, id).receipts.readersOf(seq)).not.toContain(dan.user.userId);

      const { items } = await ann.client.api.listMembers(id);
      const readSeqs = new Map(items.map(({ user, readSeq }) => [user.userId, readSeq]));
      expect(readSeqs.get(bob.user.userId)).toBe(seq);
    }));

  test('mentions are counted with what is unread; own messages and notices are not', () =>
    withPeople(async arrive => {
      const ann = await arrive(arriveAt(0));
      const bob = await arrive(arriveAt(1));
      const { conversationId: id } = await ann.client.api.createConversation({
        kind: 'group',
        title: 'Mentions',
        memberIds: [bob.user.userId],
      });
      const mentions = [bob.user.userId, ann.user.userId];
      await ann.say(id, 'for everybody');
      const { seq } = await ann.client.send(id, { kind: 'text', text: 'for you', mentions });
      await ann.client.send(id, { kind: 'text', text: 'for me', mentions: [ann.user.userId] });
      await unreadAt(bob, id, 3, 1);
      expect(await countedAt(bob, id)).toEqual({ unreadCount: 3, mentionCount: 1 });
      expect(entryOf(ann, id)).toMatchObject({ unreadCount: 0, mentionCount: 0 });
      bob.client.markRead(id, seq - 1);
      await unreadAt(bob, id, 2, 1);
      bob.client.markRead(id, seq);
      await unreadAt(bob, id, 1, 0);

      const tooMany = { kind: 'text', text: 'all', mentions: Array(51).fill('1') };
      const apiUrl = deployment().apiUrls[0] ?? '';
      const { accessToken: token } = await signIn(apiUrl, ann.account);
      const path = `/v1/conversations/${id}/messages`;
      const json = { clientId: 'too-many', body: tooMany };
      const refused = await call(apiUrl, 'POST', path, { token, json });
      expect(refused).toMatchObject({ status: 400, body: { field: 'body.mentions' } });
    }));

  test('a restart forgets neither receipts nor what is unread', () =>
    withPeople(async arrive => {
      const ann = await arrive(arriveAt(0));
      const bob = await arrive(arriveAt(1));
      const { conversationId: id } = await ann.client.api.openDirect(bob.user.userId);
      ann.client.watchReceipts(id);
      const { seq } = await ann.say(id, 'one');
      await ann.say(id, 'two');
      await bob.hears(id, ['two']);
      bob.client.markRead(id, seq);
      await receiptAt(ann, id, seq, 'read');
      await deployment().restart();
      await receiptAt(ann, id, seq, 'read', 40_000);
      const fresh = await arrive(bob.secondDevice(deployment()));
      await unreadAt(fresh, id, 1);
      bob.client.markRead(id, seq + 1);
      await receiptAt(ann, id, seq + 1, 'read', 40_000);
      await unreadAt(fresh, id, 0);
    }));
}
