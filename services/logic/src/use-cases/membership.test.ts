import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { LOBBY_ID, WORLD_ID } from '@parley/core';
import { openTestLogic, type TestLogic, text } from '../../test/harness.ts';
import type { Session } from '../tokens/authenticate.ts';

let logic: TestLogic;
let ann: Session;
let bob: Session;
let cid: Session;
let dan: Session;
let group: string;
let room: string;

beforeEach(async () => {
  logic = await openTestLogic();
  [ann, bob, cid, dan] = [
    await logic.person('ann'),
    await logic.person('bob'),
    await logic.person('cid'),
    await logic.person('dan'),
  ];
  group = await make('group', [bob.userId]);
  room = await make('room', []);
});
afterEach(() => logic.close());

async function make(kind: string, memberIds: string[]): Promise<string> {
  const input = { kind, title: kind, memberIds };
  const { conversation } = await logic.useCases.createConversation(ann, input);
  return conversation.conversationId;
}
let said = 0;
const say = (session: Session, conversationId: string) => {
  const words = `m${++said}`;
  return logic.send(session, {
    conversationId,
    clientId: words,
    body: text(words),
  });
};
/** Seqs that somebody reads from the beginning, or why they may not. */
const reads = (session: Session, conversationId: string) =>
  logic.useCases.readHistory(session, conversationId, { afterSeq: 0 }, 100).then(
    page => page.events.map(({ seq }) => seq),
    error => error.code,
  );
const roleOf = async (session: Session, conversationId: string) =>
  (await logic.store.conversations.memberships([{ ...session, conversationId }]))[0]?.role;
const lastEvent = async (conversationId: string) => {
  const events = await logic.store.log.newest([conversationId]);
  const event = events.get(conversationId);
  return event && { type: event.type, by: event.senderId, ...JSON.parse(event.body) };
};
/** Makes somebody an admin; appointing is no use case yet. */
const appoint = ({ userId }: Session, conversationId: string) =>
  logic.store.conversations.change(conversationId, [], () => ({
    roles: [{ userId, role: 'admin' }],
    events: [],
  }));

describe('who sees what', () => {
  test('a group is seen from the joining on, a room and a direct conversation from the start', async () => {
    await say(ann, group);
    await say(ann, room);
    await logic.useCases.addMembers(ann, group, [cid.userId]);
    await logic.useCases.joinConversation(cid.userId, room);
    await say(bob, group);
    expect(await reads(bob, group)).toEqual([1, 2, 3, 4]);
    expect(await reads(cid, group)).toEqual([3, 4]);
    expect(await reads(cid, room)).toEqual([1, 2, 3]);
    expect(await lastEvent(room)).toMatchObject({ type: 'members-added', userIds: [cid.userId] });
  });

  test('who is removed while something is read sees nothing of what came after', async () => {
    const { log } = logic.store;
    const read = log.read.bind(log);
    const newest = log.newest.bind(log);
    const meanwhile = async () => {
      log.read = read;
      log.newest = newest;
      await logic.useCases.removeMember(ann, group, bob.userId);
      await say(ann, group);
    };
    log.read = async (...page) => {
      await meanwhile();
      return await read(...page);
    };
    expect(await reads(bob, group)).toBe('not_found');

    await logic.useCases.addMembers(ann, group, [bob.userId]);
    log.newest = async ids => {
      await meanwhile();
      return await newest(ids);
    };
    const { lastEvent } = await logic.useCases.getConversation(bob, group);
    expect(lastEvent).toBeUndefined();
  });

  test('who comes back while something is read sees it from the return on', async () => {
    const { log } = logic.store;
    const read = log.read.bind(log);
    log.read = async (...page) => {
      log.read = read;
      await logic.useCases.removeMember(ann, group, bob.userId);
      await say(ann, group);
      await logic.useCases.addMembers(ann, group, [bob.userId]);
      return await read(...page);
    };
    expect(await reads(bob, group)).toEqual([4]);
  });

  test('who left sees nothing, and after coming back only what came later', async () => {
    await logic.useCases.leaveConversation(bob, group);
    expect(await reads(bob, group)).toBe('not_found');
    await say(ann, group);
    await logic.useCases.addMembers(ann, group, [bob.userId]);
    expect(await reads(bob, group)).toEqual([4]);
  });

  test('who is removed writes no more; a stranger never did', async () => {
    await say(bob, group);
    await logic.useCases.removeMember(ann, group, bob.userId);
    await expect(say(bob, group)).rejects.toMatchObject({ code: 'not_found' });
    await expect(say(dan, group)).rejects.toMatchObject({ code: 'not_found' });
    await expect(say(dan, room)).rejects.toMatchObject({ code: 'not_a_member' });
    expect(await reads(dan, room)).toBe('not_a_member');
    expect(await say(dan, WORLD_ID)).toMatchObject({ seq: 1 });
    expect(await reads(bob, WORLD_ID)).toEqual([1]);
  });
});

describe('join', () => {
  test('again changes nothing', async () => {
    await logic.useCases.joinConversation(bob.userId, room);
    await logic.useCases.joinConversation(bob.userId, room);
    const { conversation } = await logic.useCases.getConversation(bob, room);
    expect(conversation).toMatchObject({ lastSeq: 2, memberCount: 2 });
  });

  test.each(['group', 'unknown'])('a %s that one is not in does not exist', async which => {
    const id = which === 'group' ? group : '999';
    await expect(logic.useCases.joinConversation(dan.userId, id)).rejects.toMatchObject({
      code: 'not_found',
      message: 'There is no such conversation.',
    });
  });
});

describe('add', () => {
  test('by the owner; who is in already stays as is', async () => {
    await logic.useCases.addMembers(ann, group, [bob.userId, cid.userId, cid.userId]);
    expect(await lastEvent(group)).toMatchObject({
      type: 'members-added',
      by: ann.userId,
      userIds: [cid.userId],
    });
    await logic.useCases.addMembers(ann, group, [bob.userId]);
    expect((await logic.useCases.getConversation(ann, group)).conversation.lastSeq).toBe(2);
    await logic.settled();
    expect(logic.queue.published.at(-1)?.subscriptions).toEqual([
      { userId: cid.userId, subscribed: true },
    ]);
  });

  test('not by plain members, not into rooms or directs, not by strangers', async () => {
    const { addMembers, openDirect } = logic.useCases;
    await expect(addMembers(bob, group, [cid.userId])).rejects.toMatchObject({ code: 'forbidden' });
    await expect(addMembers(ann, room, [cid.userId])).rejects.toMatchObject({ code: 'forbidden' });
    await expect(addMembers(cid, group, [cid.userId])).rejects.toMatchObject({ code: 'not_found' });
    const { conversation } = await openDirect(ann, bob.userId);
    await expect(addMembers(ann, conversation.conversationId, [cid.userId])).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(addMembers(ann, group, [])).rejects.toMatchObject({ code: 'invalid_request' });
    await appoint(bob, group);
    await addMembers(bob, group, [cid.userId]);
  });
});

describe('remove', () => {
  test('says so in the log, and the removed one hears it', async () => {
    await logic.useCases.removeMember(ann, group, bob.userId);
    expect(await lastEvent(group)).toEqual({
      type: 'members-removed',
      by: ann.userId,
      userIds: [bob.userId],
    });
    await logic.settled();
    expect(logic.queue.published.at(-1)?.subscriptions).toEqual([
      { userId: bob.userId, subscribed: false },
    ]);
    await expect(logic.useCases.removeMember(ann, group, bob.userId)).rejects.toMatchObject({
      code: 'not_found',
      details: { field: 'userId' },
    });
  });

  test('by role', async () => {
    const { addMembers, removeMember } = logic.useCases;
    await addMembers(ann, group, [cid.userId, dan.userId]);
    await appoint(bob, group);
    await appoint(cid, group);
    for (const [actor, target] of [
      [dan, bob],
      [dan, ann],
      [bob, cid],
      [bob, ann],
    ] as const) {
      await expect(removeMember(actor, group, target.userId)).rejects.toMatchObject({
        code: 'forbidden',
      });
    }
    await removeMember(bob, group, dan.userId);
    await removeMember(ann, group, cid.userId);
    await expect(removeMember(dan, group, bob.userId)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('oneself is leaving; nobody is removed from a direct conversation', async () => {
    await logic.useCases.removeMember(bob, group, bob.userId);
    expect(await lastEvent(group)).toMatchObject({ by: bob.userId, userIds: [bob.userId] });
    const { conversation } = await logic.useCases.openDirect(ann, bob.userId);
    await expect(
      logic.useCases.removeMember(ann, conversation.conversationId, bob.userId),
    ).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('leave', () => {
  test('an owner passes the group to the admin who has been there longest', async () => {
    logic.fakeClock.advance(10);
    await logic.useCases.addMembers(ann, group, [cid.userId]);
    logic.fakeClock.advance(10);
    await logic.useCases.addMembers(ann, group, [dan.userId]);
    await appoint(cid, group);
    await appoint(dan, group);
    await logic.useCases.leaveConversation(ann, group);
    expect(await roleOf(cid, group)).toBe('owner');
    await logic.useCases.leaveConversation(cid, group);
    expect(await roleOf(dan, group)).toBe('owner');
    await logic.useCases.leaveConversation(dan, group);
    expect(await roleOf(bob, group)).toBe('owner');
    await logic.useCases.leaveConversation(bob, group);
    const [record] = (await logic.store.conversations.find([group])).values();
    expect(record).toMatchObject({ memberCount: 0 });
  });

  test('when all leave at once, everybody gets out and each one says so', async () => {
    await logic.useCases.addMembers(ann, group, [cid.userId, dan.userId]);
    await Promise.all(
      [ann, bob, cid, dan].map(one => logic.useCases.leaveConversation(one, group)),
    );
    const [record] = (await logic.store.conversations.find([group])).values();
    expect(record).toMatchObject({ memberCount: 0, lastSeq: 6 });
  });

  test('not a direct conversation, not the world, not where one is not', async () => {
    const { leaveConversation, openDirect } = logic.useCases;
    const { conversation } = await openDirect(ann, bob.userId);
    for (const id of [conversation.conversationId, WORLD_ID]) {
      await expect(leaveConversation(ann, id)).rejects.toMatchObject({ code: 'forbidden' });
    }
    await expect(leaveConversation(dan, group)).rejects.toMatchObject({ code: 'not_found' });
    await expect(leaveConversation(dan, room)).rejects.toMatchObject({ code: 'not_a_member' });
    await leaveConversation(dan, LOBBY_ID);
    await expect(say(dan, LOBBY_ID)).rejects.toMatchObject({ code: 'not_a_member' });
  });
});
