import { describe, expect, test } from '@jest/globals';
import type { ConversationId, UserId } from '@parley/core';
import type { Change, MemberRecord } from '../conversations.ts';
import { admitAll, draft, group, NO_ONE, nextId, nextIds, ofUser } from './fixtures.ts';
import type { Subject } from './harness.ts';

export function describeChanges({ store }: Subject): void {
  describe('changing a conversation', () => {
    const one = async (conversationId: ConversationId) =>
      (await store().conversations.find([conversationId])).get(conversationId);
    const memberOf = async (conversationId: ConversationId, userId: UserId) =>
      (await store().conversations.memberships([{ conversationId, userId }]))[0];
    const note = (conversationId: ConversationId, createdAtMs = 1_790_000_000_000) =>
      draft(conversationId, NO_ONE, { type: 'members-added', clientId: null, createdAtMs });

    test('decides on the rows as they are, and gives them as they become', async () => {
      const { conversationId, members } = await group(store(), 3);
      const [first] = members;
      await store().log.append([draft(conversationId, first)], admitAll);
      let seen: ReadonlyMap<UserId, MemberRecord> = new Map();
      const event = note(conversationId);
      const changed = await store().conversations.change(
        conversationId,
        [first, NO_ONE, 'x'],
        (conversation, asked) => {
          seen = asked;
          return { title: `${conversation.title} of ${conversation.lastSeq}`, events: [event] };
        },
      );
      expect([...seen.keys()]).toEqual([first]);
      expect(seen.get(first)).toEqual(await memberOf(conversationId, first));
      expect(changed.events).toEqual([{ ...event, seq: 2 }]);
      expect(changed.conversation).toMatchObject({ title: 'Friends of 1', lastSeq: 2 });
      expect(await one(conversationId)).toEqual(changed.conversation);
      expect(await store().log.read(conversationId, { afterSeq: 1 }, 9)).toEqual(changed.events);
    });

    test('adds who is not a member, leaves who is, and keeps count', async () => {
      const { conversationId, members } = await group(store(), 2);
      const [old] = members;
      await store().log.append([draft(conversationId, old), draft(conversationId, old)], admitAll);
      await store().conversations.mark([
        { conversationId, userId: old, deliveredSeq: 2, readSeq: 1 },
      ]);
      const before = await memberOf(conversationId, old);
      const [fresh = '', other = ''] = nextIds(2);
      const { conversation } = await store().conversations.change(conversationId, [], () => ({
        add: [
          { userId: old, role: 'admin', visibleFromSeq: 3 },
          { userId: fresh, role: 'admin', visibleFromSeq: 3 },
          { userId: other, role: 'member', visibleFromSeq: 1 },
          { userId: other, role: 'admin', visibleFromSeq: 3 },
        ],
        events: [note(conversationId, 1_790_000_000_777)],
      }));
      expect(conversation.memberCount).toBe(4);
      expect(await memberOf(conversationId, old)).toEqual(before);
      // What was said before they joined is neither unread nor owed to them.
      expect(await memberOf(conversationId, fresh)).toEqual({
        conversationId,
        userId: fresh,
        role: 'admin',
        visibleFromSeq: 3,
        deliveredSeq: 2,
        readSeq: 2,
        joinedAtMs: 1_790_000_000_777,
      });
      expect(await memberOf(conversationId, other)).toMatchObject({
        role: 'member',
        visibleFromSeq: 1,
      });
    });

    test('removes members, gives roles, and counts only who was there', async () => {
      const { conversationId, members } = await group(store(), 4);
      const [first, second, third = '', fourth = ''] = members;
      const { conversation } = await store().conversations.change(conversationId, [], () => ({
        remove: [second, second, NO_ONE, third],
        roles: [
          { userId: first, role: 'owner' },
          { userId: NO_ONE, role: 'owner' },
        ],
        events: [],
      }));
      expect(conversation).toMatchObject({ memberCount: 2, lastSeq: 0 });
      expect(await one(conversationId)).toEqual(conversation);
      expect(await memberOf(conversationId, second)).toBeUndefined();
      expect(await ofUser(store(), third)).toEqual([]);
      const page = await store().conversations.members(conversationId, { limit: 9 });
      expect(page.items.map(({ userId, role }) => [userId, role])).toEqual([
        [first, 'owner'],
        [fourth, 'member'],
      ]);
    });

    test('knows the last change of members, to those who append as well', async () => {
      const { conversationId, members } = await group(store(), 3);
      const [first, second, third = ''] = members;
      const membersSeq = async () => (await one(conversationId))?.membersSeq;
      const say = async () => {
        const [result] = await store().log.append([draft(conversationId, first)], admitAll);
        return result?.status === 'appended' ? result.conversation.membersSeq : undefined;
      };
      const change = async (decided: Omit<Change, 'events'>, events: number) => {
        const drafts = Array.from({ length: events }, () => note(conversationId));
        const decide = () => ({ ...decided, events: drafts });
        return (await store().conversations.change(conversationId, [], decide)).conversation;
      };
      expect([await membersSeq(), await say()]).toEqual([0, 0]);
      // Two events, of which the second is the one that all of the change holds after.
      expect(await change({ remove: [second] }, 2)).toMatchObject({ lastSeq: 3, membersSeq: 3 });
      expect([await membersSeq(), await say(), await say()]).toEqual([3, 3, 3]);
      expect(await change({ title: 'Other' }, 1)).toMatchObject({ lastSeq: 6, membersSeq: 3 });
      await change({ roles: [{ userId: third, role: 'admin' }] }, 1);
      expect([await membersSeq(), await say()]).toEqual([3, 3]);
      await change({ add: [{ userId: second, role: 'member', visibleFromSeq: 9 }] }, 1);
      expect([await membersSeq(), await say()]).toEqual([9, 9]);
      const [own] = await ofUser(store(), second);
      expect(own?.conversation).toEqual(await one(conversationId));
      expect(own?.conversation.membersSeq).toBe(9);
    });

    test('adds very many at once', async () => {
      const { conversationId } = await group(store(), 2);
      const { conversation } = await store().conversations.change(conversationId, [], () => ({
        add: nextIds(10_000).map(userId => ({ userId, role: 'member', visibleFromSeq: 1 })),
        events: [note(conversationId)],
      }));
      expect(conversation.memberCount).toBe(10_002);
    });

    test('what decide throws undoes everything and comes out as it is', async () => {
      const { conversationId } = await group(store(), 2);
      const before = await one(conversationId);
      const error = new Error('no, thank you');
      await expect(
        store().conversations.change(conversationId, [], () => {
          throw error;
        }),
      ).rejects.toBe(error);
      expect(await one(conversationId)).toEqual(before);
    });

    test('a failing write undoes the writes before it', async () => {
      const { conversationId, members } = await group(store(), 2);
      const [first] = members;
      const before = await one(conversationId);
      const event = note(conversationId);
      // Two events with one id cannot be written.
      await expect(
        store().conversations.change(conversationId, [], () => ({
          title: 'Never',
          add: [{ userId: nextId(), role: 'member', visibleFromSeq: 1 }],
          remove: [first],
          events: [event, event],
        })),
      ).rejects.toMatchObject({ code: 'internal' });
      expect(await one(conversationId)).toEqual(before);
      expect(await memberOf(conversationId, first)).toBeDefined();
      expect(await store().log.read(conversationId, { afterSeq: 0 }, 9)).toEqual([]);
    });

    test('refuses an unknown conversation without asking decide', async () => {
      for (const conversationId of [NO_ONE, 'x']) {
        await expect(
          store().conversations.change(conversationId, [], () => {
            throw new Error('asked');
          }),
        ).rejects.toMatchObject({ code: 'not_found' });
      }
    });

    test('changes at once are made one after the other', async () => {
      const { conversationId } = await group(store(), 2);
      await Promise.all(
        nextIds(20).map(userId =>
          store().conversations.change(conversationId, [userId], conversation => ({
            title: `${conversation.title}+`,
            add: [{ userId, role: 'member', visibleFromSeq: conversation.lastSeq + 1 }],
            events: [note(conversationId)],
          })),
        ),
      );
      expect(await one(conversationId)).toMatchObject({
        title: `Friends${'+'.repeat(20)}`,
        lastSeq: 20,
        memberCount: 22,
      });
    });
  });
}
