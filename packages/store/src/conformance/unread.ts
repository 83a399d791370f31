import { describe, expect, test } from '@jest/globals';
import type { ConversationId, UserId } from '@parley/core';
import { admitAll, admitMembers, draft, group, NO_ONE, NOT_AN_ID, nextId } from './fixtures.ts';
import type { Subject } from './harness.ts';

export function describeUnread({ store }: Subject): void {
  describe('what is unread', () => {
    const count = async (
      userId: UserId,
      ...stretches: [conversationId: ConversationId, afterSeq: number, toSeq: number][]
    ) => {
      const counts = await store().log.countUnread(
        userId,
        stretches.map(([conversationId, afterSeq, toSeq]) => ({ conversationId, afterSeq, toSeq })),
      );
      return stretches.map(([id]) => {
        const { messages, mentions } = counts.get(id) ?? { messages: 0, mentions: 0 };
        return [messages, mentions];
      });
    };

    test("others' messages in the stretch, and those of them that mention one", async () => {
      const { conversationId: id, members } = await group(store());
      const [ann, bob] = members;
      await store().log.append(
        [
          draft(id, bob),
          draft(id, ann),
          draft(id, bob, { mentions: [ann] }),
          draft(id, bob, { type: 'members-added', clientId: null }),
          draft(id, bob, { mentions: [NO_ONE, ann] }),
          draft(id, ann, { mentions: [ann, bob] }),
        ],
        admitAll,
      );
      expect(await count(ann, [id, 0, 6])).toEqual([[3, 2]]);
      expect(await count(bob, [id, 0, 6])).toEqual([[2, 1]]);
      expect(await count(ann, [id, 1, 4])).toEqual([[1, 1]]);
      expect(await count(ann, [id, 3, 4])).toEqual([[0, 0]]);
      expect(await count(ann, [id, 6, 6])).toEqual([[0, 0]]);
      expect(await count(ann, [id, 0, 1_000_000])).toEqual([[3, 2]]);
      expect(await count(NO_ONE, [id, 0, 6])).toEqual([[5, 1]]);
    });

    test('of any number of logs, in one call', async () => {
      const logs: [ConversationId, number][] = [];
      const [reader] = (await group(store())).members;
      for (let size = 0; size < 70; size++) {
        const { conversationId, members } = await group(store());
        const drafts = Array.from({ length: size % 5 }, () =>
          draft(conversationId, members[0], { mentions: size % 2 ? [reader] : [] }),
        );
        await store().log.append(drafts, admitAll);
        logs.push([conversationId, size]);
      }
      for (const many of [1, 3, 4, 5, 16, 17, 64, 65, 70]) {
        const some = logs.slice(0, many);
        expect(await count(reader, ...some.map(([id]) => [id, 0, 9] as [string, 0, 9]))).toEqual(
          some.map(([, size]) => [size % 5, size % 2 ? size % 5 : 0]),
        );
      }
      const nowhere = [NO_ONE, NOT_AN_ID, 'x'].map(id => [id, 0, 9] as [string, 0, 9]);
      expect(await count(reader, ...nowhere)).toEqual([
        [0, 0],
        [0, 0],
        [0, 0],
      ]);
      expect(await count('x', ...nowhere)).toHaveLength(3);
      expect(await count(reader)).toEqual([]);
    });

    test('a message that is repeated, refused or undone mentions nobody again', async () => {
      const { conversationId: id, members } = await group(store());
      const [ann, bob] = members;
      const said = draft(id, bob, { mentions: [ann] });
      await store().log.append([said, said], admitMembers);
      await store().log.append([{ ...said, messageId: nextId() }], admitMembers);
      const results = await store().log.append(
        [draft(id, NO_ONE, { mentions: [ann] }), draft(id, bob, { mentions: [ann, 'x'] })],
        admitMembers,
      );
      expect(results).toEqual([
        { status: 'refused', code: 'not_a_member' },
        { status: 'refused', code: 'invalid_request' },
      ]);
      expect(await count(ann, [id, 0, 9])).toEqual([[1, 1]]);
      const [event] = await store().log.read(id, { afterSeq: 0 }, 9);
      expect(event).not.toHaveProperty('mentions');
    });
  });
}
