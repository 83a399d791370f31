import { describe, expect, test } from '@jest/globals';
import { admitAll, draft, group, NO_ONE, NOT_AN_ID } from './fixtures.ts';
import type { Subject } from './harness.ts';

export function describeReading({ store }: Subject): void {
  describe('reading a log', () => {
    async function log(events: number) {
      const { conversationId, members } = await group(store());
      const drafts = Array.from({ length: events }, () => draft(conversationId, members[0]));
      const results = await store().log.append(drafts, admitAll);
      return {
        conversationId,
        events: results.flatMap(result => (result.status === 'appended' ? [result.event] : [])),
      };
    }

    test('the first after a place, by rising seq', async () => {
      const { conversationId, events } = await log(12);
      const after = (seq: number, limit: number) =>
        store().log.read(conversationId, { afterSeq: seq }, limit);
      expect(await after(0, 100)).toEqual(events);
      expect(await after(0, 3)).toEqual(events.slice(0, 3));
      expect(await after(8, 3)).toEqual(events.slice(8, 11));
      expect(await after(11, 3)).toEqual(events.slice(11));
      expect(await after(12, 3)).toEqual([]);
    });

    test('the last before a place, by rising seq', async () => {
      const { conversationId, events } = await log(12);
      const before = (seq: number, limit: number) =>
        store().log.read(conversationId, { beforeSeq: seq }, limit);
      expect(await before(13, 100)).toEqual(events);
      expect(await before(11, 4)).toEqual(events.slice(6, 10));
      expect(await before(2, 4)).toEqual(events.slice(0, 1));
      expect(await before(1, 4)).toEqual([]);
      expect(await before(Number.MAX_SAFE_INTEGER, 2)).toEqual(events.slice(10));
    });

    test('the newest of many logs; an empty one has none', async () => {
      const [a, b, empty] = [await log(3), await log(11), await log(0)];
      const ids = [a, empty, b, a].map(one => one.conversationId);
      expect(await store().log.newest([...ids, NO_ONE, NOT_AN_ID, 'x'])).toEqual(
        new Map([
          [a.conversationId, a.events.at(-1)],
          [b.conversationId, b.events.at(-1)],
        ]),
      );
      expect(await store().log.newest([])).toEqual(new Map());
    });

    test('what is not there has no events', async () => {
      for (const id of [NO_ONE, NOT_AN_ID, 'x']) {
        expect(await store().log.read(id, { afterSeq: 0 }, 9)).toEqual([]);
      }
      await expect(store().log.read(NO_ONE, { afterSeq: 0 }, -1)).rejects.toMatchObject({
        code: 'invalid_request',
      });
    });
  });
}
