import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { LOBBY_ID, WORLD_ID } from '@parley/core';
import { HOLDS_NOTHING, openTestLogic, type TestLogic, text } from '../../test/harness.ts';
import type { HeadRange, KnownHead } from '../domain/compare-heads.ts';
import type { SignedIn } from '../tokens/session-tokens.ts';

let logic: TestLogic;
let ada: SignedIn;

beforeEach(async () => {
  logic = await openTestLogic();
  ada = await logic.useCases.registerAccount({
    name: 'ada',
    password: 'correct horse',
    displayName: '',
    deviceName: '',
  });
});
afterEach(() => logic.close());

const session = () => ({ userId: ada.user.userId, sessionId: ada.sessionId });
const open = (connectionId: string, serverId = 's1', accessToken = ada.accessToken, attempt = 0) =>
  logic.useCases.openConnection({
    accessToken,
    deviceId: 'd1',
    connectionId,
    serverId,
    away: false,
    attempt,
    ...HOLDS_NOTHING,
  });
const located = async () => {
  const found = await logic.ports.sessionStore.locate([ada.user.userId]);
  return (found.get(ada.user.userId) ?? []).map(({ connectionId }) => connectionId);
};
const bindingOf = (connectionId: string, serverId = 's1') => ({
  ...session(),
  deviceId: 'd1',
  connectionId,
  serverId,
  away: false,
  attempt: 0,
  boundAtUs: 1,
  gapKnown: false,
});

describe('open', () => {
  test('binds the device and tells what to subscribe to', async () => {
    const bob = await logic.person('bob');
    await logic.useCases.openDirect(session(), bob.userId);
    const { conversation } = await logic.useCases.createConversation(bob, {
      kind: 'group',
      title: 'G',
      memberIds: [],
    });
    const { conversationId } = conversation;
    await logic.useCases.addMembers(bob, conversationId, [session().userId]);
    const opened = await open('c1');
    expect(opened).toMatchObject(session());
    expect(opened.subscribeTo).toHaveLength(2);
    expect(opened.subscribeTo).toEqual(
      expect.arrayContaining([
        { conversationId: LOBBY_ID, visibleFromSeq: 1, membersSeq: 2 },
        { conversationId, visibleFromSeq: 2, membersSeq: 2 },
      ]),
    );
    expect(await located()).toEqual(['c1']);
  });

  test('the same device on another socket replaces the first; a late close takes nothing away', async () => {
    await open('c1', 's1');
    await open('c2', 's2');
    expect(await located()).toEqual(['c2']);
    await logic.useCases.closeConnections([bindingOf('c1', 's1')]);
    expect(await located()).toEqual(['c2']);
    await logic.useCases.closeConnections([bindingOf('c2', 's2')]);
    expect(await located()).toEqual([]);
  });

  test('a hello that was held up is refused, and unbinds nobody', async () => {
    await open('c2', 's2', undefined, 2);
    await expect(open('c1', 's1', undefined, 1)).rejects.toMatchObject({ code: 'unavailable' });
    expect(await located()).toEqual(['c2']);
  });

  test('bad tokens and devices leave nothing bound', async () => {
    await expect(open('c1', 's1', 'forged')).rejects.toMatchObject({ code: 'unauthenticated' });
    await expect(
      logic.useCases.openConnection({
        accessToken: ada.accessToken,
        deviceId: '',
        connectionId: 'c',
        serverId: 's',
        away: false,
        attempt: 0,
        ...HOLDS_NOTHING,
      }),
    ).rejects.toMatchObject({ details: { field: 'deviceId' } });
    await logic.useCases.signOut(session(), { which: 'own' });
    await expect(open('c1')).rejects.toMatchObject({ code: 'session_revoked' });
    expect(await located()).toEqual([]);
  });

  test('a sign-out while it opens is not missed', async () => {
    const { sessionStore } = logic.ports;
    const bind = sessionStore.bind.bind(sessionStore);
    sessionStore.bind = async binding => {
      // Between the first look at the session and the binding.
      await logic.useCases.signOut(session(), { which: 'own' });
      return bind(binding);
    };
    await expect(open('c1')).rejects.toMatchObject({ code: 'session_revoked' });
    expect(await located()).toEqual([]);
  });
});

describe('heads', () => {
  const heads = async (known: Partial<KnownHead>[]) => {
    const full = known.map(head => ({ conversationId: '0', seq: 0, epoch: 0, ...head }));
    const found = await logic.useCases.readHeads(session(), full);
    expect(found).toMatchObject({ gone: [], upToId: '' });
    return found.heads.map(({ conversation, member }) => [
      conversation.conversationId,
      conversation.lastSeq,
      member.visibleFromSeq,
      member.readSeq,
    ]);
  };

  test('only what differs comes back', async () => {
    expect(await heads([])).toEqual([
      [LOBBY_ID, 1, 1, 0],
      [WORLD_ID, 0, 1, 0],
    ]);
    const held = [
      { conversationId: LOBBY_ID, seq: 1 },
      { conversationId: WORLD_ID, seq: 0 },
    ];
    expect(await heads(held)).toEqual([]);
    await logic.send(session(), {
      conversationId: LOBBY_ID,
      clientId: 'c1',
      body: text('hi'),
    });
    expect(await heads(held)).toEqual([[LOBBY_ID, 2, 1, 0]]);
    expect(await heads([{ conversationId: LOBBY_ID, seq: 7 }, ...held.slice(1)])).toEqual([
      [LOBBY_ID, 2, 1, 0],
    ]);
  });

  test('a log of another epoch comes back even if it is as long', async () => {
    const at = (epoch: number) => [
      { conversationId: LOBBY_ID, seq: 1, epoch },
      { conversationId: WORLD_ID, seq: 0, epoch: 1 },
    ];
    expect(await heads(at(1))).toEqual([]);
    expect(await heads(at(2))).toEqual([[LOBBY_ID, 1, 1, 0]]);
  });
});

describe('heads range by range', () => {
  async function group(title: string): Promise<string> {
    const fresh = { kind: 'group', title, memberIds: [] };
    const { conversation } = await logic.useCases.createConversation(session(), fresh);
    return conversation.conversationId;
  }
  const compare = async (
    range: Partial<HeadRange>,
    known: readonly Pick<KnownHead, 'conversationId' | 'seq' | 'readSeq'>[] = [],
  ) => {
    const all = { afterId: '', upToId: '', limit: 0, ...range };
    const full = known.map(head => ({ epoch: 1, ...head }));
    const { heads, ...rest } = await logic.useCases.readHeads(session(), full, all);
    return { heads: heads.map(({ conversation }) => conversation.conversationId), ...rest };
  };

  test('every conversation is in one range, and an answer that was cut says how far it goes', async () => {
    const ids = [LOBBY_ID, WORLD_ID];
    for (const title of ['a', 'b', 'c', 'd']) ids.push(await group(title));
    const seen: string[] = [];
    let afterId = '';
    do {
      const { heads, upToId } = await compare({ afterId, limit: 4 });
      expect(heads.length).toBeLessThanOrEqual(4);
      seen.push(...heads);
      afterId = upToId;
    } while (afterId !== '');
    expect(seen).toEqual(ids);
    const [, , first = '', second = '', third = ''] = ids;
    const between = { afterId: first, upToId: third };
    const answer = { heads: [second, third], gone: [], upToId: third };
    expect(await compare(between)).toEqual(answer);
    expect(await compare({ afterId: '0', upToId: '0' })).toEqual({
      heads: [],
      gone: [],
      upToId: '0',
    });
  });

  test('what one is not in any more is gone, if the range reaches it', async () => {
    const [a, b] = [await group('a'), await group('b')];
    const afterId = WORLD_ID;
    const known = [a, b, '9007199254740000'].map(conversationId => ({ conversationId, seq: 1 }));
    await logic.useCases.leaveConversation(session(), a);
    expect(await compare({ afterId }, known)).toEqual({
      heads: [],
      gone: [a, '9007199254740000'],
      upToId: '',
    });
    expect(await compare({ afterId: a, upToId: b }, known)).toMatchObject({ gone: [] });
    const stale = known.map(head => ({ ...head, seq: 0 }));
    expect(await compare({ afterId, limit: 1 }, stale)).toEqual({
      heads: [b],
      gone: [a, '9007199254740000'],
      upToId: '',
    });
  });

  test('who has read more elsewhere gets the head back', async () => {
    const conversationId = await group('a');
    const range = { afterId: WORLD_ID };
    const own = (await compare(range)).heads;
    expect(own).toEqual([conversationId]);
    await logic.send(session(), {
      conversationId,
      clientId: 'r1',
      body: text('one'),
    });
    const knows = (readSeq: number) => compare(range, [{ conversationId, seq: 2, readSeq }]);
    expect((await knows(0)).heads).toEqual([]);
    await logic.useCases.markPositions(session(), { conversationId, deliveredSeq: 2, readSeq: 2 });
    expect((await knows(1)).heads).toEqual([conversationId]);
    expect((await knows(2)).heads).toEqual([]);
  });
});

describe('what a node says of itself', () => {
  test('conversations are occupied and vacated', async () => {
    const { sessionStore } = logic.ports;
    const { occupyConversations } = logic.useCases;
    await occupyConversations('s1', { occupied: ['1', '2'], vacated: [] });
    await occupyConversations('s1', { occupied: ['3', '1'], vacated: ['1', '2'] });
    const hosts = await sessionStore.hosts(['1', '2', '3']);
    expect([...hosts]).toEqual(
      expect.arrayContaining([
        ['1', ['s1']],
        ['3', ['s1']],
      ]),
    );
    expect(hosts.has('2')).toBe(false);
  });

  test('touching tells which bindings and conversations had been lost', async () => {
    await open('c1');
    const { touchConnections } = logic.useCases;
    expect(await touchConnections('s1', [bindingOf('c1')], [LOBBY_ID])).toEqual({
      rebound: [],
      regained: [LOBBY_ID],
    });
    expect(await touchConnections('s1', [], [LOBBY_ID])).toEqual({ rebound: [], regained: [] });
    await logic.ports.sessionStore.evict('s1', 0);
    expect(await touchConnections('s1', [bindingOf('c1')], [LOBBY_ID])).toEqual({
      rebound: ['c1'],
      regained: [LOBBY_ID],
    });
    expect(await located()).toEqual(['c1']);
    expect((await logic.ports.sessionStore.hosts([LOBBY_ID])).get(LOBBY_ID)).toEqual(['s1']);
  });
});
