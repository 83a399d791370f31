import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { LOBBY_ID, WORLD_ID } from '@parley/core';
import { openTestLogic, type TestLogic, text } from '../../test/harness.ts';
import type { SignedIn } from '../tokens/session-tokens.ts';
import type { KnownHead } from './read-heads.ts';

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
const open = (connectionId: string, serverId = 's1', accessToken = ada.accessToken) =>
  logic.useCases.openConnection({ accessToken, deviceId: 'd1', connectionId, serverId });
const located = async () => {
  const found = await logic.ports.sessionStore.locate([ada.user.userId]);
  return (found.get(ada.user.userId) ?? []).map(({ connectionId }) => connectionId);
};
const bindingOf = (connectionId: string, serverId = 's1') => ({
  ...session(),
  deviceId: 'd1',
  connectionId,
  serverId,
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
        { conversationId: LOBBY_ID, visibleFromSeq: 1 },
        { conversationId, visibleFromSeq: 2 },
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

  test('bad tokens and devices leave nothing bound', async () => {
    await expect(open('c1', 's1', 'forged')).rejects.toMatchObject({ code: 'unauthenticated' });
    await expect(
      logic.useCases.openConnection({
        accessToken: ada.accessToken,
        deviceId: '',
        connectionId: 'c',
        serverId: 's',
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
    return found.map(({ conversation, member }) => [
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
    await logic.useCases.sendMessage(session(), {
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

  test('touching tells which bindings had been lost', async () => {
    await open('c1');
    const { touchConnections } = logic.useCases;
    expect(await touchConnections('s1', [bindingOf('c1')], [LOBBY_ID])).toEqual([]);
    await logic.ports.sessionStore.evict('s1');
    expect(await touchConnections('s1', [bindingOf('c1')], [LOBBY_ID])).toEqual(['c1']);
    expect(await located()).toEqual(['c1']);
    expect((await logic.ports.sessionStore.hosts([LOBBY_ID])).get(LOBBY_ID)).toEqual(['s1']);
  });
});
