import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { LOBBY_ID, WORLD_ID } from '@parley/core';
import { openTestLogic, type TestLogic, text } from '../../test/harness.ts';
import type { Session } from '../tokens/authenticate.ts';
import type { ConversationDescription } from '../views/describe-conversations.ts';

let logic: TestLogic;
let ann: Session;
let bob: Session;
let cid: Session;

beforeEach(async () => {
  logic = await openTestLogic();
  [ann, bob, cid] = [
    await logic.person('ann'),
    await logic.person('bob'),
    await logic.person('cid'),
  ];
});
afterEach(() => logic.close());

const idOf = ({ conversation }: ConversationDescription) => conversation.conversationId;
const idsOf = (rows: readonly ConversationDescription[]) => rows.map(idOf);
const create = (kind: string, title: string, memberIds: string[] = []) =>
  logic.useCases.createConversation(ann, { kind, title, memberIds });
const say = (session: Session, conversationId: string, words: string) => {
  logic.fakeClock.advance(1);
  const clientId = `at-${logic.fakeClock.nowMs()}`;
  return logic.send(session, { conversationId, clientId, body: text(words) });
};
const list = (session: Session, limit = 0, cursor = '') =>
  logic.useCases.listConversations(session, { limit, cursor });

describe('create', () => {
  test('a group has its creator as owner and begins with `created`', async () => {
    const group = await create('group', ' Tea ', [bob.userId, ann.userId, bob.userId]);
    expect(group.conversation).toMatchObject({
      kind: 'group',
      title: 'Tea',
      memberCount: 2,
      lastSeq: 1,
      epoch: 1,
    });
    expect(group.own).toMatchObject({ role: 'owner', visibleFromSeq: 1 });
    expect(group.lastEvent).toMatchObject({ type: 'created', seq: 1, senderId: ann.userId });
    expect(JSON.parse(group.lastEvent?.body ?? '')).toEqual({
      userIds: [ann.userId, bob.userId],
      title: 'Tea',
    });
    await logic.settled();
    expect(logic.queue.published.at(-1)).toMatchObject({
      conversationId: idOf(group),
      audience: { subscribers: true },
      subscriptions: [
        { userId: ann.userId, subscribed: true },
        { userId: bob.userId, subscribed: true },
      ],
    });
  });

  test('bad input is named, and nothing is made', async () => {
    await expect(create('direct', 'x')).rejects.toMatchObject({ details: { field: 'kind' } });
    await expect(create('group', ' ')).rejects.toMatchObject({ details: { field: 'title' } });
    await expect(create('group', 'x', ['0'])).rejects.toMatchObject({
      details: { field: 'memberIds[0]' },
    });
    await expect(create('group', 'x', ['424242'])).rejects.toMatchObject({
      code: 'not_found',
      details: { field: 'memberIds', value: '424242' },
    });
    expect(idsOf((await list(ann)).items).sort()).toEqual([LOBBY_ID, WORLD_ID]);
  });

  test('a group has a largest size', async () => {
    await logic.close();
    logic = await openTestLogic({
      limits: { textChars: 100, pageSize: 10, groupMembers: 2, nameChars: 64 },
    });
    [ann, bob, cid] = [
      await logic.person('ann'),
      await logic.person('bob'),
      await logic.person('cid'),
    ];
    await expect(create('group', 'x', [bob.userId, cid.userId])).rejects.toMatchObject({
      code: 'limit_reached',
    });
    const group = await create('group', 'x', [bob.userId]);
    await expect(logic.useCases.addMembers(ann, idOf(group), [cid.userId])).rejects.toMatchObject({
      code: 'limit_reached',
    });
    await logic.useCases.addMembers(ann, idOf(group), [bob.userId]);
  });
});

describe('direct conversations', () => {
  test('a pair has one, whoever opens it and however often at once', async () => {
    const opened = await Promise.all([
      logic.useCases.openDirect(ann, bob.userId),
      logic.useCases.openDirect(bob, ann.userId),
      logic.useCases.openDirect(ann, bob.userId),
    ]);
    expect(new Set(idsOf(opened)).size).toBe(1);
    expect(opened[0]).toMatchObject({
      conversation: { kind: 'direct', title: null, memberCount: 2, lastSeq: 0 },
      peer: { name: 'bob' },
      lastEvent: undefined,
    });
    expect(opened[1]?.peer?.name).toBe('ann');
    await expect(logic.useCases.getConversation(cid, idOf(opened[0]))).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  test('with oneself it has one member', async () => {
    const notes = await logic.useCases.openDirect(ann, ann.userId);
    expect(notes).toMatchObject({ conversation: { memberCount: 1 }, peer: { name: 'ann' } });
    await say(ann, idOf(notes), 'milk');
    await logic.settled();
    expect(logic.queue.published.at(-1)?.audience).toMatchObject({
      users: { userIds: [ann.userId] },
    });
  });

  test('somebody who does not exist', async () => {
    await expect(logic.useCases.openDirect(ann, '424242')).rejects.toMatchObject({
      code: 'not_found',
      details: { field: 'userId' },
    });
    await expect(logic.useCases.openDirect(ann, 'bob')).rejects.toMatchObject({
      code: 'invalid_request',
    });
  });
});

describe('listing', () => {
  test('the newest first, with last event, peer and own part', async () => {
    const direct = await logic.useCases.openDirect(ann, bob.userId);
    await say(ann, idOf(direct), 'hello');
    await say(bob, LOBBY_ID, 'hi all');
    const { items, nextCursor } = await list(ann);
    expect(nextCursor).toBeUndefined();
    expect(idsOf(items)).toEqual([LOBBY_ID, idOf(direct), WORLD_ID]);
    expect(items[1]).toMatchObject({
      peer: { name: 'bob' },
      own: { readSeq: 0 },
      lastEvent: { body: text('hello') },
    });
    expect(items[2]?.own).toMatchObject({ role: 'member', visibleFromSeq: 1 });
  });

  test('pages go through all of them once', async () => {
    const groups: string[] = [];
    for (let i = 0; i < 7; i++) groups.push(idOf(await create('group', `g${i}`)));
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await list(ann, 2, cursor);
      expect(page.items.length).toBeLessThanOrEqual(2);
      seen.push(...idsOf(page.items));
      cursor = page.nextCursor ?? '';
    } while (cursor !== '');
    expect(seen).toHaveLength(9);
    expect(new Set(seen)).toEqual(new Set([...groups, LOBBY_ID, WORLD_ID]));
  });

  test('bad pages are named', async () => {
    await expect(list(ann, 101)).rejects.toMatchObject({ details: { field: 'limit' } });
    await expect(list(ann, 10, 'nonsense')).rejects.toMatchObject({ details: { field: 'cursor' } });
  });

  test('rooms are shown to everyone, their last event to members only', async () => {
    const room = await create('room', 'Garden');
    const { items } = await logic.useCases.listRooms(bob, { limit: 0, cursor: '' });
    expect(idsOf(items)).toEqual([LOBBY_ID, idOf(room)]);
    expect(items[0]?.own?.role).toBe('member');
    expect(items[1]).toMatchObject({ own: undefined, lastEvent: undefined });
    expect(await logic.useCases.getConversation(bob, idOf(room))).toMatchObject({
      conversation: { title: 'Garden' },
      own: undefined,
      lastEvent: undefined,
    });
    const first = await logic.useCases.listRooms(bob, { limit: 1, cursor: '' });
    const second = await logic.useCases.listRooms(bob, {
      limit: 1,
      cursor: first.nextCursor ?? '',
    });
    expect(idsOf([...first.items, ...second.items])).toEqual([LOBBY_ID, idOf(room)]);
    expect(second.nextCursor).toBeUndefined();
  });

  test('members by the time of joining, for members only', async () => {
    const group = await create('group', 'Two');
    logic.fakeClock.advance(10);
    await logic.useCases.addMembers(ann, idOf(group), [bob.userId]);
    const { items } = await logic.useCases.listMembers(bob, idOf(group), { limit: 0, cursor: '' });
    expect(items.map(({ user, member }) => [user.name, member.role])).toEqual([
      ['ann', 'owner'],
      ['bob', 'member'],
    ]);
    const page = { limit: 0, cursor: '' };
    await expect(logic.useCases.listMembers(cid, idOf(group), page)).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(logic.useCases.listMembers(cid, WORLD_ID, page)).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});
