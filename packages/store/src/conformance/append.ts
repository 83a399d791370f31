import { describe, expect, test } from '@jest/globals';
import type { Admission } from '../event-log.ts';
import {
  admitAll,
  admitMembers,
  draft,
  group,
  HARD_TEXT,
  NO_ONE,
  NOT_AN_ID,
  newConversation,
  nextId,
  seqs,
} from './fixtures.ts';
import type { Subject } from './harness.ts';

export function describeAppend({ store }: Subject): void {
  const readAll = (conversationId: string) =>
    store().log.read(conversationId, { afterSeq: 0 }, 1_000);

  describe('appending', () => {
    test('gives places in the order of the array, one sequence per conversation', async () => {
      const [a, b] = [await group(store()), await group(store())];
      const drafts = [a, b, b, a, b].map(({ conversationId, members }, index) =>
        draft(conversationId, members[0], {
          body: JSON.stringify({ kind: 'text', text: `${index} ${HARD_TEXT}` }),
          createdAtMs: 1_790_000_000_000 + (index % 3),
        }),
      );
      const results = await store().log.append(drafts, admitMembers);
      expect(seqs(results)).toEqual([1, 1, 2, 2, 3]);
      const [one, two, three, four, last] = drafts;
      // Its own time is before that of the one before it.
      const five = { ...last, createdAtMs: 1_790_000_000_002 };
      [one, two, three, four, five].forEach((event, index) => {
        expect(results[index]).toMatchObject({ status: 'appended', event });
      });

      expect(await readAll(a.conversationId)).toEqual([
        { ...one, seq: 1 },
        { ...four, seq: 2 },
      ]);
      expect(await readAll(b.conversationId)).toEqual([
        { ...two, seq: 1 },
        { ...three, seq: 2 },
        { ...five, seq: 3 },
      ]);
      const heads = await store().conversations.find([a.conversationId, b.conversationId]);
      expect(heads.get(a.conversationId)).toMatchObject({ lastSeq: 2 });
      expect(heads.get(b.conversationId)).toMatchObject({
        lastSeq: 3,
        lastEventAtMs: 1_790_000_000_002,
      });
      for (const result of results) {
        if (result.status !== 'appended') throw new Error(result.status);
        expect(result.conversation).toEqual(heads.get(result.event.conversationId));
      }
    });

    test('never lets the times of a log run backwards, whatever the clocks of the writers', async () => {
      const { conversationId, members } = await group(store());
      const at = (createdAtMs: number) => draft(conversationId, members[0], { createdAtMs });
      // Before the conversation: nothing is before the first event of a log.
      const batches = [[1_000], [5_000], [4_000, 4_500, 6_000, 5_500], [5_999], [6_000, 7_000]];
      const told: number[] = [];
      for (const batch of batches) {
        for (const result of await store().log.append(batch.map(at), admitMembers)) {
          if (result.status !== 'appended') throw new Error(result.status);
          told.push(result.event.createdAtMs);
        }
      }
      const { events } = await store().conversations.change(conversationId, [], () => ({
        events: [at(6_500)],
      }));
      told.push(...events.map(event => event.createdAtMs));
      expect(told).toEqual([1_000, 5_000, 5_000, 5_000, 6_000, 6_000, 6_000, 6_000, 7_000, 7_000]);
      expect((await readAll(conversationId)).map(event => event.createdAtMs)).toEqual(told);
      const heads = await store().conversations.find([conversationId]);
      expect(heads.get(conversationId)?.lastEventAtMs).toBe(7_000);
    });

    test('admits by the kind of the conversation and by who is a member there', async () => {
      const admission: Admission = {
        ...admitAll,
        group: { members: 'admit', others: 'not_found' },
        room: { members: 'forbidden', others: 'admit' },
        inbox: { members: 'limit_reached', others: 'not_a_member' },
      };
      const member = nextId();
      const kinds = ['group', 'room', 'inbox', 'world'] as const;
      const fresh = kinds.map(kind => newConversation([member], { kind }));
      for (const one of fresh) await store().conversations.create(one);
      const drafts = fresh.flatMap(({ conversation: { conversationId } }) =>
        [member, NO_ONE, member].map(userId => draft(conversationId, userId)),
      );
      const results = await store().log.append(drafts, admission);
      expect(
        results.map(result => ('code' in result ? result.code : (seqs([result])[0] ?? ''))),
      ).toEqual(
        [
          [1, 'not_found', 2],
          ['forbidden', 1, 'forbidden'],
          ['limit_reached', 'not_a_member', 'limit_reached'],
          [1, 2, 3],
        ].flat(),
      );
    });

    test('one bad draft disturbs no other', async () => {
      const { conversationId, members } = await group(store());
      const [member] = members;
      const good = draft(conversationId, member);
      const bad = (fields: Parameters<typeof draft>[2]) => draft(conversationId, member, fields);
      const results = await store().log.append(
        [
          draft(NO_ONE, member),
          draft(NOT_AN_ID, member),
          draft("1'; DROP TABLE events", member),
          bad({ clientId: 'a\u0000b' }),
          bad({ clientId: 'half \ud800' }),
          bad({ clientId: 'x'.repeat(129) }),
          bad({ body: '"\u0000"' }),
          bad({ messageId: NOT_AN_ID }),
          bad({ senderId: 'me' }),
          good,
        ],
        admitAll,
      );
      const codes = results.map(result => ('code' in result ? result.code : result.status));
      expect(codes).toEqual([
        ...Array.from({ length: 3 }, () => 'not_found'),
        ...Array.from({ length: 6 }, () => 'invalid_request'),
        'appended',
      ]);
      expect(await readAll(conversationId)).toEqual([{ ...good, seq: 1 }]);
    });

    test('nothing in, nothing out', async () => {
      expect(await store().log.append([], admitAll)).toEqual([]);
    });

    test('if it rejects, nothing was written', async () => {
      const { conversationId, members } = await group(store());
      const [member] = members;
      // Found by the database itself, when the first is written already: one id twice.
      const one = draft(conversationId, member);
      await expect(
        store().log.append([one, { ...one, clientId: 'another' }], admitAll),
      ).rejects.toMatchObject({ code: 'internal' });

      expect(await readAll(conversationId)).toEqual([]);
      expect(seqs(await store().log.append([draft(conversationId, member)], admitAll))).toEqual([
        1,
      ]);
    });

    test('what the server writes has no clientId and is never a duplicate', async () => {
      const { conversationId } = await group(store());
      const own = () => draft(conversationId, NO_ONE, { clientId: null, type: 'members-removed' });
      expect(seqs(await store().log.append([own(), own()], admitAll))).toEqual([1, 2]);
      expect(seqs(await store().log.append([own()], admitAll))).toEqual([3]);
    });
  });

  describe('appending again under the same clientId', () => {
    test('is not what differs by case, by an accent or by a space at the end', async () => {
      const { conversationId, members } = await group(store());
      const clientIds = ['one', 'One', 'öne', 'one ', 'one 🦊', 'one 🐻'];
      const drafts = () =>
        clientIds.map(clientId => draft(conversationId, members[0], { clientId }));
      expect(seqs(await store().log.append(drafts(), admitMembers))).toEqual([1, 2, 3, 4, 5, 6]);
      const again = await store().log.append(drafts(), admitMembers);
      expect(again.map(result => result.status)).toEqual(clientIds.map(() => 'duplicate'));
      expect(seqs(again)).toEqual([1, 2, 3, 4, 5, 6]);
    });

    test('gives the first result, also after its sender has left', async () => {
      const { conversationId, members } = await group(store());
      const [sender, other] = members;
      const first = draft(conversationId, sender, { clientId: 'once' });
      await store().log.append([draft(conversationId, other), first], admitMembers);
      await store().conversations.change(conversationId, [], () => ({
        remove: [sender],
        events: [draft(conversationId, sender, { clientId: null })],
      }));
      const again = { ...first, messageId: nextId(), createdAtMs: first.createdAtMs + 5_000 };
      expect(await store().log.append([again], admitMembers)).toEqual([
        { status: 'duplicate', event: { ...first, seq: 2 } },
      ]);
      expect(await readAll(conversationId)).toHaveLength(3);
    });

    test('in one batch, the second is measured by the first that was appended', async () => {
      const { conversationId, members } = await group(store());
      const [sender, other] = members;
      const strange = await group(store());
      const named = (body: string, senderId = sender) =>
        draft(conversationId, senderId, { clientId: 'twice', body });
      const refusedFirst = { ...named('1'), conversationId: strange.conversationId };
      const results = await store().log.append(
        [refusedFirst, named('1'), named('1'), named('2'), named('1', other)],
        admitMembers,
      );
      expect(results.map(({ status }) => status)).toEqual([
        'refused',
        'appended',
        'duplicate',
        'conflict',
        'appended',
      ]);
      expect(seqs(results)).toEqual([undefined, 1, 1, undefined, 2]);
    });

    test('is a conflict with other content, type or conversation', async () => {
      const { conversationId, members } = await group(store());
      const elsewhere = await group(store());
      const [sender] = members;
      const first = draft(conversationId, sender, { clientId: 'taken' });
      await store().log.append([first], admitAll);
      const others = [
        { ...first, body: '{"kind":"text","text":"other"}' },
        { ...first, type: 'other' },
        { ...first, conversationId: elsewhere.conversationId },
        { ...first, conversationId: NO_ONE },
      ].map(one => ({ ...one, messageId: nextId() }));
      const results = await store().log.append(others, admitAll);
      expect(results).toEqual(others.map(() => ({ status: 'conflict' })));
      expect(await readAll(elsewhere.conversationId)).toEqual([]);
    });

    test('clientIds are compared exactly', async () => {
      const { conversationId, members } = await group(store());
      const named = ['a', 'A', 'a ', 'á', 'a\u0301', '{a,b}', '"a"'].map(clientId =>
        draft(conversationId, members[0], { clientId }),
      );
      expect(seqs(await store().log.append(named, admitAll))).toEqual([1, 2, 3, 4, 5, 6, 7]);
      const again = named.map(one => ({ ...one, messageId: nextId() }));
      expect(await store().log.append(again, admitAll)).toEqual(
        named.map((one, index) => ({ status: 'duplicate', event: { ...one, seq: index + 1 } })),
      );
    });
  });
}
