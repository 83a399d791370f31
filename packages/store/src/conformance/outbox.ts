import { describe, expect, test } from '@jest/globals';
import type { ConversationId } from '@parley/core';
import { admitAll, draft, group, NO_ONE, newConversation, nextIds } from './fixtures.ts';
import type { Subject } from './harness.ts';

/** Before the time of any other test's events, so that theirs are not among the results. */
const EARLY_MS = 1_000;

export function describeOutbox({ store }: Subject): void {
  describe('the outbox', () => {
    const waiting = async (ids: readonly ConversationId[], beforeMs = EARLY_MS + 1) => {
      const ranges = await store().log.undispatched(beforeMs, 1_000);
      return ranges.filter(({ conversationId }) => ids.includes(conversationId));
    };
    /** A log with so many events, all of `atMs`. */
    async function log(events: number, atMs = EARLY_MS) {
      const fresh = newConversation(nextIds(2), { createdAtMs: 0 });
      await store().conversations.create(fresh);
      const { conversationId } = fresh.conversation;
      const drafts = Array.from({ length: events }, () =>
        draft(conversationId, NO_ONE, { createdAtMs: atMs }),
      );
      await store().log.append(drafts, admitAll);
      return conversationId;
    }

    test('holds what was committed and not marked, and lets go of what is', async () => {
      const id = await log(5);
      expect(await waiting([id])).toEqual([{ conversationId: id, fromSeq: 1, toSeq: 5 }]);
      await store().log.markDispatched([{ conversationId: id, seq: 3 }]);
      expect(await waiting([id])).toEqual([{ conversationId: id, fromSeq: 4, toSeq: 5 }]);
      await store().log.markDispatched([{ conversationId: id, seq: 2 }]);
      expect(await waiting([id])).toEqual([{ conversationId: id, fromSeq: 4, toSeq: 5 }]);
      await store().log.markDispatched([{ conversationId: id, seq: 5 }]);
      expect(await waiting([id])).toEqual([]);
    });

    test('a mark with its start never passes over what another has not dispatched', async () => {
      const id = await log(9);
      const mark = (...ranges: [fromSeq: number, seq: number][]) =>
        store().log.markDispatched(
          ranges.map(([fromSeq, seq]) => ({ conversationId: id, fromSeq, seq })),
        );
      const from = async () => (await waiting([id]))[0]?.fromSeq;
      await mark([3, 4]);
      expect(await from()).toBe(1);
      await mark([1, 2]);
      expect(await from()).toBe(3);
      // Beyond the gap is not reached; what touches is, in whatever order it came.
      await mark([8, 9], [5, 5], [3, 4]);
      expect(await from()).toBe(6);
      await mark([2, 7]);
      expect(await from()).toBe(8);
    });

    test('never marks what is not committed', async () => {
      const id = await log(2);
      await store().log.markDispatched([{ conversationId: id, seq: 1_000_000 }]);
      const late = [draft(id, NO_ONE, { createdAtMs: EARLY_MS })];
      await store().log.append(late, admitAll);
      expect(await waiting([id])).toEqual([{ conversationId: id, fromSeq: 3, toSeq: 3 }]);
    });

    test('many logs at once; what is unknown is passed over', async () => {
      const [a, b] = [await log(2), await log(2)];
      const marks = [b, a, NO_ONE, 'x'].map(conversationId => ({ conversationId, seq: 1 }));
      await store().log.markDispatched(marks);
      expect(await waiting([a, b])).toHaveLength(2);
      for (const range of await waiting([a, b])) {
        expect(range).toMatchObject({ fromSeq: 2, toSeq: 2 });
      }
      await store().log.markDispatched([]);
    });

    test('gives only what is old enough, the longest waiting first, up to the limit', async () => {
      const [newer, oldest, old] = [await log(1, 30), await log(1, 10), await log(1, 20)];
      const ids = [newer, oldest, old];
      const order = async (beforeMs: number) =>
        (await waiting(ids, beforeMs)).map(({ conversationId }) => conversationId);
      expect(await order(31)).toEqual([oldest, old, newer]);
      expect(await order(30)).toEqual([oldest, old]);
      expect(await order(10)).toEqual([]);
      const [only, ...none] = await store().log.undispatched(31, 1);
      expect([only?.conversationId, ...none]).toEqual([oldest]);
    });

    test('also holds the events of a creation and of a change', async () => {
      const fresh = newConversation(nextIds(2), { createdAtMs: 0 });
      const { conversationId: id } = fresh.conversation;
      const event = () => draft(id, NO_ONE, { clientId: null, createdAtMs: EARLY_MS });
      await store().conversations.create({ ...fresh, events: [event()] });
      await store().conversations.change(id, [], () => ({ events: [event(), event()] }));
      expect(await waiting([id])).toEqual([{ conversationId: id, fromSeq: 1, toSeq: 3 }]);
    });

    test('has nothing of an empty log', async () => {
      const { conversationId } = await group(store());
      expect(await waiting([conversationId], Number.MAX_SAFE_INTEGER)).toEqual([]);
    });
  });
}
