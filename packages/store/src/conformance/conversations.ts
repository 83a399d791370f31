import { describe, expect, test } from '@jest/globals';
import {
  admitAll,
  draft,
  group,
  HARD_TEXT,
  NO_ONE,
  NOT_AN_ID,
  newConversation,
  nextId,
  nextIds,
} from './fixtures.ts';
import type { Subject } from './harness.ts';

export function describeConversations({ store }: Subject): void {
  describe('creating a conversation', () => {
    test('keeps it with its members and its first events', async () => {
      const [owner, guest] = [nextId(), nextId()];
      const fresh = newConversation([{ userId: owner, role: 'owner' }, guest, owner], {
        title: HARD_TEXT,
      });
      const { conversationId, createdAtMs } = fresh.conversation;
      const first = draft(conversationId, owner, { type: 'created', clientId: null });
      const made = await store().conversations.create({ ...fresh, events: [first] });

      const conversation = {
        ...fresh.conversation,
        lastSeq: 1,
        memberCount: 2,
        membersSeq: 1,
        lastEventAtMs: first.createdAtMs,
      };
      expect(made).toEqual({ created: true, conversation, events: [{ ...first, seq: 1 }] });
      expect(await store().conversations.find([conversationId])).toEqual(
        new Map([[conversationId, conversation]]),
      );
      expect(await store().log.read(conversationId, { afterSeq: 0 }, 10)).toEqual(made.events);

      const positions = { visibleFromSeq: 1, deliveredSeq: 0, readSeq: 0 };
      const rest = { conversationId, ...positions, joinedAtMs: createdAtMs };
      const pairs = [guest, owner, NO_ONE].map(userId => ({ conversationId, userId }));
      expect(await store().conversations.memberships(pairs)).toEqual([
        { userId: guest, role: 'member', ...rest },
        { userId: owner, role: 'owner', ...rest },
        undefined,
      ]);
    });

    test('a taken key gives what is there and writes nothing', async () => {
      const key = `direct:${nextId()}`;
      const first = newConversation(nextIds(2), { kind: 'direct', key, title: null });
      const made = await store().conversations.create(first);
      const second = newConversation(nextIds(2), { kind: 'direct', key, title: null });
      const event = draft(second.conversation.conversationId, NO_ONE);
      expect(await store().conversations.create({ ...second, events: [event] })).toEqual({
        created: false,
        conversation: made.conversation,
        events: [],
      });
      expect(await store().conversations.findByKey(key)).toEqual(made.conversation);
      expect(await store().conversations.find([second.conversation.conversationId])).toEqual(
        new Map(),
      );
    });

    test('of two with one key at once, one is created and both get it', async () => {
      const key = `direct:${nextId()}`;
      // The same id too, as when two nodes make the lobby.
      const { conversationId } = newConversation([]).conversation;
      const outcomes = await Promise.all(
        Array.from({ length: 6 }, () =>
          store().conversations.create(newConversation(['7'], { conversationId, key })),
        ),
      );
      expect(outcomes.filter(({ created }) => created)).toHaveLength(1);
      const [first] = outcomes;
      for (const { conversation } of outcomes) expect(conversation).toEqual(first?.conversation);
    });

    test('never gives another conversation for a taken id', async () => {
      const fresh = newConversation(nextIds(2));
      await store().conversations.create(fresh);
      await expect(store().conversations.create(fresh)).rejects.toMatchObject({ code: 'internal' });
    });

    test('refuses an event of another conversation', async () => {
      const fresh = newConversation(nextIds(2));
      const stray = draft(NO_ONE, NO_ONE);
      await expect(
        store().conversations.create({ ...fresh, events: [stray] }),
      ).rejects.toMatchObject({ code: 'invalid_request' });
      expect(await store().conversations.find([fresh.conversation.conversationId])).toEqual(
        new Map(),
      );
    });
  });

  describe('finding conversations', () => {
    test('nothing is found for what is not there', async () => {
      const { conversations } = store();
      expect(await conversations.find([NO_ONE, NOT_AN_ID, 'x'])).toEqual(new Map());
      expect(await conversations.findByKey('no such key')).toBeUndefined();
      expect(await conversations.members(NO_ONE, { limit: 5 })).toEqual({ items: [] });
      expect(await conversations.ofUsers([NO_ONE, NOT_AN_ID, 'x'])).toEqual(new Map());
      const pairs = [{ conversationId: NOT_AN_ID, userId: 'x' }];
      expect(await conversations.memberships(pairs)).toEqual([undefined]);
      expect(await conversations.memberships([])).toEqual([]);
    });

    test('all of some users’, each with the own membership', async () => {
      const { conversations, log } = store();
      const [first, second] = [nextId(), nextId()];
      const make = async (...members: string[]) => {
        const fresh = newConversation(members);
        await conversations.create(fresh);
        return fresh.conversation.conversationId;
      };
      const shared = await make(first, second);
      const own = await make(first, nextId());
      await log.append([draft(shared, first), draft(shared, second)], admitAll);
      await conversations.mark([
        { conversationId: shared, userId: second, deliveredSeq: 2, readSeq: 1 },
      ]);

      const found = await conversations.ofUsers([first, second, NO_ONE, first]);
      const idsOf = (userId: string) =>
        found.get(userId)?.map(({ conversation }) => conversation.conversationId);
      expect([...found.keys()].sort()).toEqual([first, second].sort());
      expect(idsOf(first)?.sort()).toEqual([shared, own].sort());
      expect(idsOf(second)).toEqual([shared]);
      for (const [userId, entries] of found) {
        for (const { conversation, member } of entries) {
          const { conversationId } = conversation;
          const known = await conversations.find([conversationId]);
          expect(known.get(conversationId)).toEqual(conversation);
          expect(await conversations.memberships([{ conversationId, userId }])).toEqual([member]);
        }
      }
      expect(found.get(second)?.[0]?.member).toMatchObject({ deliveredSeq: 2, readSeq: 1 });
    });

    test('members page by page, by the time of joining, each once', async () => {
      const { conversations } = store();
      const { conversationId, members } = await group(store(), 7);
      const late = nextIds(3);
      const joined = draft(conversationId, late[0] ?? '', { clientId: null });
      await conversations.change(conversationId, [], () => ({
        add: late.map(userId => ({ userId, role: 'member', visibleFromSeq: 1 })),
        events: [joined],
      }));

      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await conversations.members(conversationId, { cursor, limit: 4 });
        seen.push(...page.items.map(({ userId }) => userId));
        cursor = page.nextCursor;
      } while (cursor !== undefined);
      const byNumber = (a: string, b: string) => Number(a) - Number(b);
      expect(seen).toEqual([...members.toSorted(byNumber), ...late.toSorted(byNumber)]);
    });

    test('the last page has no cursor, also when it is full', async () => {
      const { conversationId } = await group(store(), 4);
      const page = await store().conversations.members(conversationId, { limit: 4 });
      expect(page.items).toHaveLength(4);
      expect(page.nextCursor).toBeUndefined();
    });

    test('those of one kind, oldest first, ids compared as numbers', async () => {
      const { conversations } = store();
      // The ids 9 and 10 of the time 0 are in the wrong order as texts.
      const at = (conversationId: string, createdAtMs: number) =>
        conversations.create(newConversation([], { kind: 'world', conversationId, createdAtMs }));
      await at('100', 5);
      await at('10', 0);
      await at('9', 0);
      await group(store());
      const first = await conversations.listKind('world', { limit: 1 });
      expect(first.items.map(one => one.conversationId)).toEqual(['9']);
      const { nextCursor: cursor } = first;
      const rest = await conversations.listKind('world', { cursor, limit: 5 });
      expect(rest.items.map(one => one.conversationId)).toEqual(['10', '100']);
      expect(rest.nextCursor).toBeUndefined();
    });

    test('refuses a cursor that it did not give, and a limit that is none', async () => {
      const { conversationId } = await group(store());
      for (const cursor of ['', 'x', '1', '1.x', '1.2.3', '-1.0', "1.2' OR 1=1"]) {
        await expect(
          store().conversations.members(conversationId, { cursor, limit: 5 }),
        ).rejects.toMatchObject({ code: 'invalid_request', details: { field: 'cursor' } });
      }
      await expect(store().conversations.listKind('room', { limit: 0 })).rejects.toMatchObject({
        code: 'invalid_request',
        details: { field: 'limit' },
      });
    });
  });
}
