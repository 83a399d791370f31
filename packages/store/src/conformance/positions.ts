import { describe, expect, test } from '@jest/globals';
import type { ConversationId, UserId } from '@parley/core';
import { admitAll, draft, group, NO_ONE } from './fixtures.ts';
import type { Subject } from './harness.ts';

export function describePositions({ store }: Subject): void {
  describe('positions', () => {
    /** A conversation whose log has `events` events. */
    async function log(events: number) {
      const { conversationId, members } = await group(store(), 2);
      const drafts = Array.from({ length: events }, () => draft(conversationId, members[0]));
      await store().log.append(drafts, admitAll);
      return { conversationId, members };
    }
    const positionOf = async (conversationId: ConversationId, userId: UserId) => {
      const [member] = await store().conversations.memberships([{ conversationId, userId }]);
      return [member?.deliveredSeq, member?.readSeq];
    };

    test('only grow, each on its own', async () => {
      const { conversationId, members } = await log(9);
      const [userId, other] = members;
      const mark = (deliveredSeq: number, readSeq: number) =>
        store().conversations.mark([{ conversationId, userId, deliveredSeq, readSeq }]);
      await mark(5, 3);
      expect(await positionOf(conversationId, userId)).toEqual([5, 3]);
      await mark(4, 2);
      expect(await positionOf(conversationId, userId)).toEqual([5, 3]);
      await mark(0, 6);
      expect(await positionOf(conversationId, userId)).toEqual([5, 6]);
      await mark(7, 0);
      expect(await positionOf(conversationId, userId)).toEqual([7, 6]);
      expect(await positionOf(conversationId, other)).toEqual([0, 0]);
    });

    test('never pass the end of the log', async () => {
      const { conversationId, members } = await log(2);
      const [userId] = members;
      await store().conversations.mark([{ conversationId, userId, deliveredSeq: 100, readSeq: 3 }]);
      expect(await positionOf(conversationId, userId)).toEqual([2, 2]);
    });

    test('of many members at once, the furthest of each counts', async () => {
      const [a, b] = [await log(5), await log(5)];
      const at = ({ conversationId }: typeof a, userId: UserId, d: number, r: number) => ({
        conversationId,
        userId,
        deliveredSeq: d,
        readSeq: r,
      });
      await store().conversations.mark([
        at(b, b.members[1], 4, 1),
        at(a, a.members[0], 1, 1),
        at(a, a.members[0], 5, 0),
        at(a, a.members[0], 2, 2),
        at(a, NO_ONE, 5, 5),
        { conversationId: NO_ONE, userId: a.members[0], deliveredSeq: 5, readSeq: 5 },
        { conversationId: 'x', userId: 'y', deliveredSeq: 5, readSeq: 5 },
      ]);
      expect(await positionOf(a.conversationId, a.members[0])).toEqual([5, 2]);
      expect(await positionOf(a.conversationId, a.members[1])).toEqual([0, 0]);
      expect(await positionOf(b.conversationId, b.members[1])).toEqual([4, 1]);
      await store().conversations.mark([]);
    });

    test('those that moved come back, as they are now', async () => {
      const [a, b] = [await log(5), await log(5)];
      const mark = async (
        ...marks: [of: typeof a, userId: UserId, deliveredSeq: number, readSeq: number][]
      ) => {
        const moved = await store().conversations.mark(
          marks.map(([{ conversationId }, userId, deliveredSeq, readSeq]) => ({
            conversationId,
            userId,
            deliveredSeq,
            readSeq,
          })),
        );
        return new Set(
          moved.map(m => [m.conversationId, m.userId, m.deliveredSeq, m.readSeq].join()),
        );
      };
      const at = ({ conversationId }: typeof a, userId: UserId, d: number, r: number) =>
        [conversationId, userId, d, r].join();
      const [ann, bob] = a.members;
      expect(await mark([a, ann, 3, 1], [a, bob, 9, 0], [b, ann, 1, 1], [b, NO_ONE, 1, 1])).toEqual(
        new Set([at(a, ann, 3, 1), at(a, bob, 5, 0)]),
      );
      // The one moves by half, the other has been there, the third stands at the end.
      expect(await mark([a, ann, 2, 2], [b, b.members[0], 0, 0], [a, bob, 7, 0])).toEqual(
        new Set([at(a, ann, 3, 2)]),
      );
      expect(await mark([a, ann, 3, 2], [a, bob, 5, 0])).toEqual(new Set());
      expect(await mark()).toEqual(new Set());
    });

    test('of many conversations, all members', async () => {
      const [a, b] = [await log(3), await log(2)];
      await store().conversations.mark([
        { conversationId: a.conversationId, userId: a.members[1], deliveredSeq: 2, readSeq: 1 },
      ]);
      const ids = [a.conversationId, b.conversationId, a.conversationId, NO_ONE, 'x'];
      const found = await store().conversations.membersOf(ids);
      expect(found).toHaveLength(4);
      const pairs = found.map(({ conversationId, userId }) => ({ conversationId, userId }));
      expect(found).toEqual(await store().conversations.memberships(pairs));
      expect(new Set(found.map(m => m.userId))).toEqual(new Set([...a.members, ...b.members]));
      expect(await store().conversations.membersOf([])).toEqual([]);
    });

    test('marked crosswise at once do not block each other', async () => {
      const logs = await Promise.all(Array.from({ length: 6 }, () => log(20)));
      const positions = logs.flatMap(({ conversationId, members }) =>
        members.map(userId => ({ conversationId, userId, deliveredSeq: 0, readSeq: 0 })),
      );
      await Promise.all(
        Array.from({ length: 20 }, (_, index) => {
          const seq = { deliveredSeq: index + 1, readSeq: 20 - index };
          const marks = positions.map(position => ({ ...position, ...seq }));
          return store().conversations.mark(index % 2 ? marks : marks.toReversed());
        }),
      );
      for (const { conversationId, userId } of positions) {
        expect(await positionOf(conversationId, userId)).toEqual([20, 20]);
      }
    });
  });
}
