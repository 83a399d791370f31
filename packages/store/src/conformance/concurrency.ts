import { describe, expect, test } from '@jest/globals';
import type { ConversationId } from '@parley/core';
import type { EventDraft, EventRecord } from '../event-log.ts';
import type { Store } from '../store.ts';
import { admitAll, admitMembers, draft, group, nextId } from './fixtures.ts';
import type { Subject } from './harness.ts';

export function describeConcurrency({ store, open }: Subject): void {
  const readAll = (conversationId: ConversationId): Promise<EventRecord[]> =>
    store().log.read(conversationId, { afterSeq: 0 }, 100_000);
  const expectNoGap = (log: readonly EventRecord[]) =>
    expect(log.map(event => event.seq)).toEqual(log.map((_, index) => index + 1));

  describe('two instances on one database', () => {
    test('give the same logs one order, and every clientId one place', async () => {
      const groups = await Promise.all(Array.from({ length: 4 }, () => group(store(), 3)));
      const instances = [store(), await open()];
      // Everything is sent through both instances, in batches cut and ordered differently.
      const drafts: EventDraft[] = Array.from({ length: 600 }, (_, index) => {
        const { conversationId, members } = groups[index % groups.length] ?? { members: [] };
        return draft(conversationId ?? '', members[index % 3] ?? '', { clientId: `n${index}` });
      });
      const acknowledged = await Promise.all(
        instances.flatMap((instance, which) =>
          inBatches(which === 0 ? drafts : drafts.toReversed(), 23 + 8 * which).map(async batch => {
            const again = batch.map(one => ({ ...one, messageId: nextId() }));
            return instance.log.append(again, admitMembers);
          }),
        ),
      );

      const seqOf = new Map<string, number>();
      let appended = 0;
      for (const result of acknowledged.flat()) {
        if (result.status !== 'appended' && result.status !== 'duplicate') {
          throw new Error(`unexpected ${JSON.stringify(result)}`);
        }
        if (result.status === 'appended') appended += 1;
        const key = `${result.event.senderId} ${result.event.clientId}`;
        expect(seqOf.get(key) ?? result.event.seq).toBe(result.event.seq);
        seqOf.set(key, result.event.seq);
      }
      expect(appended).toBe(drafts.length);
      for (const { conversationId } of groups) {
        const log = await readAll(conversationId);
        expectNoGap(log);
        expect(log).toHaveLength(drafts.length / groups.length);
        for (const event of log) {
          expect(seqOf.get(`${event.senderId} ${event.clientId}`)).toBe(event.seq);
        }
      }
    });

    test('one clientId for two conversations at once: one has it, the other conflicts', async () => {
      const [a, b] = [await group(store()), await group(store())];
      const other = await open();
      const sender = nextId();
      for (let round = 0; round < 25; round++) {
        const clientIds = Array.from({ length: 8 }, (_, index) => `race-${round}-${index}`);
        const into = (instance: Store, id: ConversationId, names: readonly string[]) =>
          instance.log.append(
            names.map(clientId => draft(id, sender, { clientId })),
            admitAll,
          );
        // In opposite orders, so that PostgreSQL also meets them as a deadlock.
        const [first, second] = await Promise.all([
          into(store(), a.conversationId, clientIds),
          into(other, b.conversationId, clientIds.toReversed()),
        ]);
        clientIds.forEach((_, index) => {
          const pair = [first.at(index)?.status, second.at(-1 - index)?.status];
          expect(new Set(pair)).toEqual(new Set(['appended', 'conflict']));
        });
      }
      const logs = [await readAll(a.conversationId), await readAll(b.conversationId)];
      for (const log of logs) expectNoGap(log);
      expect(logs.flat()).toHaveLength(25 * 8);
    });

    test('who is removed has no event after the removal', async () => {
      const other = await open();
      for (let round = 0; round < 10; round++) {
        const { conversationId, members } = await group(store(), 2);
        const [leaver, stays] = members;
        const sends = Array.from({ length: 20 }, (_, index) =>
          (index % 2 ? store() : other).log.append(
            [draft(conversationId, leaver), draft(conversationId, stays)],
            admitMembers,
          ),
        );
        const removal = other.conversations.change(conversationId, [leaver], () => ({
          remove: [leaver],
          events: [draft(conversationId, stays, { clientId: null, type: 'members-removed' })],
        }));
        const [{ events }, ...results] = await Promise.all([removal, ...sends]);
        const removedAt = events[0]?.seq ?? 0;

        const log = await readAll(conversationId);
        expectNoGap(log);
        const ofLeaver = log.filter(event => event.senderId === leaver);
        for (const { seq } of ofLeaver) expect(seq).toBeLessThan(removedAt);
        const refused = results.flat().filter(result => result.status === 'refused');
        expect(ofLeaver.length + refused.length).toBe(20);
      }
    });

    test('appends, marks and changes of the same rows at once all go through', async () => {
      const other = await open();
      const groups = await Promise.all(Array.from({ length: 5 }, () => group(store(), 3)));
      const ids = groups.map(({ conversationId }) => conversationId);
      const work = Array.from({ length: 40 }, async (_, index) => {
        const instance = index % 2 ? store() : other;
        const order = index % 3 ? groups : groups.toReversed();
        await instance.log.append(
          order.map(({ conversationId, members }) => draft(conversationId, members[0])),
          admitMembers,
        );
        await Promise.all([
          instance.log.markDispatched(
            order.map(({ conversationId }) => ({ conversationId, seq: index })),
          ),
          instance.conversations.mark(
            order.map(({ conversationId, members }) => ({
              conversationId,
              userId: members[1],
              deliveredSeq: index,
              readSeq: index,
            })),
          ),
          instance.conversations.change(
            ids[index % ids.length] ?? '',
            [],
            ({ conversationId }) => ({
              add: [{ userId: nextId(), role: 'member', visibleFromSeq: 1 }],
              events: [draft(conversationId, nextId(), { clientId: null })],
            }),
          ),
        ]);
      });
      await Promise.all(work);
      for (const [, { lastSeq, memberCount }] of await store().conversations.find(ids)) {
        expect([lastSeq, memberCount]).toEqual([48, 11]);
      }
    });
  });
}

function inBatches<T>(items: readonly T[], size: number): T[][] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size));
}
