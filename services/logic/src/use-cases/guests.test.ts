import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { LOBBY_ID } from '@parley/core';
import fc from 'fast-check';
import { openTestLogic, type TestLogic, text } from '../../test/harness.ts';
import { directKey } from '../domain/conversation-key.ts';
import { guestUserName } from '../domain/guest-name.ts';
import type { GuestPage } from './pull-as-guest.ts';
import type { GuestSendInput } from './send-as-guest.ts';
import type { Sent } from './send-message.ts';

let logic: TestLogic;
let sends = 0;

beforeEach(async () => {
  logic = await openTestLogic({ guests: true });
});
afterEach(() => logic.close());

function send(
  sender: string,
  receiver: string,
  words: string,
  fields: Partial<GuestSendInput> = {},
) {
  sends += 1;
  const input = { sender, receiver, clientId: `g-${sends}`, text: words, ...fields };
  return new Promise<Sent>((sent, refused) => logic.useCases.sendAsGuest(input, { sent, refused }));
}

function pull(one: string, other: string, cursorUs = 0, limit = 10, reverse = false) {
  return logic.useCases.pullAsGuest({ one, other, cursorUs, limit, reverse });
}

const said = ({ messages }: GuestPage) => messages.map(({ sender, text }) => `${sender}: ${text}`);
const guest = (name: string) => logic.store.accounts.findByName(guestUserName(name));

describe('writing', () => {
  test('either order of two names is one chat, also with oneself', async () => {
    await send('john', 'doe', 'hi');
    await send('doe', 'john', 'hello');
    await send('john', 'john', 'note');
    const both = ['john: hi', 'doe: hello'];
    expect(said(await pull('john', 'doe'))).toEqual(both);
    expect(said(await pull('doe', 'john'))).toEqual(both);
    expect(said(await pull('john', 'john'))).toEqual(['john: note']);
    expect(await pull('john', 'nobody')).toEqual({ messages: [], hasMore: false, nextCursorUs: 0 });
    expect(await guest('nobody')).toBeUndefined();
  });

  test('is a message like any other: in the log of a direct conversation, and dispatched', async () => {
    const { conversationId, seq } = await send('john', 'doe', 'hi');
    expect(seq).toBe(1);
    const [one, two] = [await guest('john'), await guest('doe')];
    const key = directKey(one?.userId ?? '', two?.userId ?? '');
    const conversation = await logic.store.conversations.findByKey(key);
    expect(conversation).toMatchObject({ conversationId, kind: 'direct', memberCount: 2 });
    await logic.settled();
    expect(logic.queue.places).toContain(`${conversationId}/1`);
  });

  test('the first messages of two who begin at once are all there, in one chat', async () => {
    const names = Array.from({ length: 20 }, (_, index) => (index % 2 ? ['a', 'b'] : ['b', 'a']));
    const all = await Promise.all(names.map(([one = '', two = '']) => send(one, two, 'hi')));
    expect(new Set(all.map(({ conversationId }) => conversationId)).size).toBe(1);
    expect((await pull('a', 'b', 0, 100)).messages).toHaveLength(20);
  });

  test('costs no look-up once the chat is known', async () => {
    await send('john', 'doe', 'hi');
    const { accounts, conversations } = logic.store;
    const spies = [
      jest.spyOn(accounts, 'findByName'),
      jest.spyOn(accounts, 'create'),
      jest.spyOn(conversations, 'findByKey'),
      jest.spyOn(conversations, 'create'),
    ];
    await send('doe', 'john', 'hello');
    for (const spy of spies) expect(spy).not.toHaveBeenCalled();
  });

  test('the same clientId is the same message; equal texts under others are as many messages', async () => {
    const first = await send('john', 'doe', 'hi', { clientId: 'c' });
    expect(await send('john', 'doe', 'hi', { clientId: 'c' })).toEqual(first);
    await send('john', 'doe', 'hi');
    expect((await pull('john', 'doe')).messages).toHaveLength(2);
  });

  test.each([
    ['sender', { sender: '' }],
    ['sender', { sender: 'a:b' }],
    ['sender', { sender: '\ud800' }],
    ['receiver', { receiver: 'x'.repeat(65) }],
    ['text', { text: '  ' }],
    ['text', { text: 'x'.repeat(8_001) }],
  ])('what is wrong with the %s is refused, and nobody is made', async (field, fields) => {
    await expect((async () => send('john', 'doe', 'hi', fields))()).rejects.toMatchObject({
      code: 'invalid_request',
      details: { field },
    });
    expect(await guest('john')).toBeUndefined();
    expect(await guest('doe')).toBeUndefined();
  });

  test('where guests are not served, nothing is', async () => {
    await logic.close();
    logic = await openTestLogic();
    await expect((async () => send('john', 'doe', 'hi'))()).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(pull('john', 'doe')).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('a guest is nobody else', () => {
  test('whatever the name: not an account, and no other guest', async () => {
    const ann = await logic.person('ann');
    const bob = await logic.person('bob');
    const { conversation } = await logic.useCases.openDirect(ann, bob.userId);
    const { conversationId } = conversation;
    await logic.send(ann, { conversationId, clientId: 'c', body: text('secret') });

    const names = [
      'ann',
      'Ann',
      'bob',
      '~x',
      '~X',
      guestUserName('ann').slice(0, 64),
      ann.userId,
      bob.userId,
    ];
    const hard = [
      'Zoë',
      'Zoe\u0308',
      'ＡＮＮ',
      ' ann',
      'ann ',
      '👩‍👩‍👧',
      "a'b",
      '%',
      '_',
      '\u0000',
    ];
    const all = [...names, ...hard];
    for (const name of all) {
      await send(name, 'bob', `I am ${all.indexOf(name)}`);
      expect(said(await pull(name, 'bob'))).toEqual([`${name}: I am ${all.indexOf(name)}`]);
    }
    expect(said(await pull(ann.userId, bob.userId))).toEqual([]);
    const found = await Promise.all(all.map(guest));
    const userIds = found.map(user => user?.userId);
    expect(new Set(userIds).size).toBe(all.length);
    expect(found.every(user => user?.name.startsWith('~'))).toBe(true);
    expect(userIds).not.toContain(ann.userId);
    expect(userIds).not.toContain(bob.userId);

    const page = await logic.useCases.readHistory(ann, conversationId, { afterSeq: 0 }, 10);
    expect(page.events).toHaveLength(1);
    const mine = await logic.useCases.listConversations(bob, { limit: 0, cursor: '' });
    expect(mine.items.filter(one => one.conversation.kind === 'direct')).toHaveLength(1);
  });

  test('accounts neither find guests nor reach them', async () => {
    const ann = await logic.person('ann');
    const { conversationId } = await send('john', 'doe', 'hi');
    const john = (await guest('john'))?.userId ?? '';
    const { useCases } = logic;
    for (const prefix of ['~', '～', guestUserName('john').slice(0, 9), 'john', 'doe']) {
      expect(await useCases.findUsers(prefix, 10)).toEqual([]);
    }
    expect(await useCases.getUsers([john, ann.userId])).toMatchObject([{ userId: ann.userId }]);
    const notFound = { code: 'not_found' };
    await expect(useCases.openDirect(ann, john)).rejects.toMatchObject(notFound);
    const group = { kind: 'group', title: 'Group', memberIds: [john] };
    await expect(useCases.createConversation(ann, group)).rejects.toMatchObject(notFound);
    const { conversation } = await useCases.createConversation(ann, { ...group, memberIds: [] });
    await expect(
      useCases.addMembers(ann, conversation.conversationId, [john]),
    ).rejects.toMatchObject(notFound);
    await expect(
      useCases.readHistory(ann, conversationId, { afterSeq: 0 }, 10),
    ).rejects.toMatchObject(notFound);
    await expect(
      logic.send(ann, { conversationId, clientId: 'c', body: text('hi') }),
    ).rejects.toMatchObject(notFound);
    const lobby = await useCases.listMembers(ann, LOBBY_ID, { limit: 0, cursor: '' });
    expect(lobby.items).toHaveLength(1);
  });

  test('nobody signs in as one', async () => {
    await send('john', 'doe', 'hi');
    for (const password of ['', '$sha1$', 'john', 'correct horse']) {
      await expect(
        logic.useCases.signIn({ name: guestUserName('john'), password, deviceName: '' }),
      ).rejects.toMatchObject({ code: 'wrong_credentials' });
    }
    await expect(
      logic.useCases.registerAccount({
        name: guestUserName('jane'),
        password: 'correct horse',
        displayName: '',
        deviceName: '',
      }),
    ).rejects.toMatchObject({ code: 'invalid_request' });
  });
});

describe('reading', () => {
  test('times are unique and grow within a chat, also if a clock goes back', async () => {
    const startUs = logic.fakeClock.nowMs() * 1_000;
    for (const [index, byMs] of [0, 0, 0, 2, -5, 0, 4].entries()) {
      logic.fakeClock.advance(byMs);
      await send('a', 'b', String(index));
    }
    const { messages } = await pull('a', 'b');
    const times = messages.map(({ sentAtUs }) => sentAtUs - startUs);
    expect(times).toEqual([0, 1, 2, 2_000, 2_001, 2_002, 2_003]);
    expect(messages.map(({ text }) => text)).toEqual(['0', '1', '2', '3', '4', '5', '6']);
  });

  test('the cursor is inclusive in both directions, and says where the next page begins', async () => {
    const startUs = logic.fakeClock.nowMs() * 1_000;
    for (let index = 0; index < 5; index++) await send('a', 'b', String(index));
    const texts = async (...args: [cursorUs?: number, limit?: number, reverse?: boolean]) => {
      const page = await pull('a', 'b', ...args);
      return [page.messages.map(one => one.text).join(''), page.hasMore, page.nextCursorUs];
    };
    expect(await texts(0, 2)).toEqual(['01', true, startUs + 2]);
    expect(await texts(startUs + 2, 2)).toEqual(['23', true, startUs + 4]);
    expect(await texts(startUs + 4, 2)).toEqual(['4', false, 0]);
    expect(await texts(startUs + 5, 2)).toEqual(['', false, 0]);
    expect(await texts(1, 5)).toEqual(['01234', false, 0]);
    expect(await texts(0, 2, true)).toEqual(['43', true, startUs + 2]);
    expect(await texts(startUs + 2, 2, true)).toEqual(['21', true, startUs]);
    expect(await texts(startUs, 2, true)).toEqual(['0', false, 0]);
    expect(await texts(startUs - 1, 2, true)).toEqual(['', false, 0]);
    expect(await texts(startUs + 99_999, 9, true)).toEqual(['43210', false, 0]);
  });

  test('going through a chat neither repeats nor leaves out anything while others write', async () => {
    const step = fc.record({
      writes: fc.nat({ max: 12 }),
      advanceMs: fc.constantFrom(0, 0, 1, -3, 20),
      limit: fc.integer({ min: 1, max: 7 }),
    });
    let chat = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 8 }),
        fc.boolean(),
        async (steps, reverse) => {
          chat += 1;
          const other = `b${chat}`;
          const written: string[] = [];
          const write = async (count: number) => {
            for (let index = 0; index < count; index++) {
              const words = `m${written.length}`;
              await (index % 2 ? send('a', other, words) : send(other, 'a', words));
              written.push(words);
            }
          };
          await write(10);
          const before = [...written];
          const seen: { text: string; sentAtUs: number }[] = [];
          let cursorUs = 0;
          for (let turn = 0; ; turn++) {
            const { writes, advanceMs, limit } = steps[turn % steps.length] ?? {
              writes: 0,
              advanceMs: 0,
              limit: 7,
            };
            logic.fakeClock.advance(advanceMs);
            // For a while, so that it ends.
            if (turn < steps.length) await write(writes);
            const page = await pull('a', other, cursorUs, limit, reverse);
            seen.push(...page.messages);
            if (!page.hasMore) break;
            cursorUs = page.nextCursorUs;
          }
          const texts = seen.map(({ text }) => text);
          if (reverse) {
            texts.reverse();
            // What came after the first page was asked for is newer than all of it.
            expect(texts).toEqual(written.slice(0, texts.length));
            expect(texts.length).toBeGreaterThanOrEqual(before.length);
          } else {
            expect(texts).toEqual(written);
          }
          const times = seen.map(({ sentAtUs }) => sentAtUs);
          const sorted = [...new Set(times)].sort((a, b) => (reverse ? b - a : a - b));
          expect(times).toEqual(sorted);
        },
      ),
      { numRuns: 25 },
    );
  });

  test.each([
    ['one', { one: 'a:b' }],
    ['cursor', { cursorUs: -1 }],
    ['limit', { limit: 0 }],
    ['limit', { limit: 201 }],
  ])('what is wrong with %s is refused', async (field, fields) => {
    const input = { one: 'a', other: 'b', cursorUs: 0, limit: 10, reverse: false, ...fields };
    await expect(logic.useCases.pullAsGuest(input)).rejects.toMatchObject({
      code: 'invalid_request',
      details: { field },
    });
  });
});
