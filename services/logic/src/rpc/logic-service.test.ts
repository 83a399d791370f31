import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { LOBBY_ID, silentLogger, WORLD_ID } from '@parley/core';
import { createMemoryRegistry } from '@parley/registry/memory';
import { createLogicGateway, type LogicGateway, startRpcServer } from '@parley/rpc';
import { openTestLogic, type TestLogic, text } from '../../test/harness.ts';
import { callerResolver } from './caller.ts';
import { logicRpcService } from './logic-service.ts';

const PASSWORD = 'correct horse';
const credentials = { kind: 'secret', secret: 'between-the-tiers-of-a-test' } as const;

let logic: TestLogic;
let gateway: LogicGateway;
let closeAll: () => Promise<void>;

beforeAll(async () => {
  logic = await openTestLogic({ guests: true });
  const { useCases } = logic;
  const service = logicRpcService(
    useCases,
    callerResolver(useCases.authenticate),
    logic.calls,
    silentLogger,
  );
  const server = await startRpcServer({
    host: '127.0.0.1',
    port: 0,
    credentials,
    logger: silentLogger,
    services: [service],
  });
  const registry = createMemoryRegistry();
  const address = `127.0.0.1:${server.port}`;
  await registry.register({ service: 'logic', instanceId: 'l1', address, meta: {} });
  gateway = await createLogicGateway({ registry, credentials, logger: silentLogger });
  closeAll = async () => {
    await gateway.close();
    await server.close(0);
    await registry.close();
    await logic.close();
  };
});
afterAll(() => closeAll());

const register = (name: string) =>
  gateway.unary('register', { name, password: PASSWORD, deviceName: 'Laptop' });

/** The answer to a call as the other tier gets it: what was not set has its default. */
describe('logic over gRPC', () => {
  test('a person arrives, talks to another, reads, marks and leaves', async () => {
    const [ada, bob] = await Promise.all([register('ada'), register('bob')]);
    expect(ada.user).toMatchObject({ name: 'ada', displayName: 'ada' });
    expect(JSON.stringify(ada)).not.toContain('argon2');
    const caller = { accessToken: ada.accessToken };
    const bobId = bob.user?.userId ?? '';

    const opened = await gateway.exchange(
      'open',
      {
        accessToken: bob.accessToken,
        deviceId: 'd1',
        connectionId: 'c1',
        serverId: 's1',
      },
      bobId,
    );
    expect(opened).toMatchObject({
      userId: bobId,
      sessionId: bob.sessionId,
      subscribeTo: [LOBBY_ID],
      visibleFromSeqs: [1],
    });
    const session = { userId: opened.userId, sessionId: opened.sessionId };

    const direct = await gateway.unary('openDirect', { caller, userId: bobId });
    expect(direct).toMatchObject({ kind: 'direct', title: '', peer: { name: 'bob' }, lastSeq: 0 });
    expect(direct.lastEvent).toHaveLength(0);
    const { conversationId } = direct;
    const message = { conversationId, clientId: 'c1', body: text('hello bob') };
    const sent = await gateway.exchange('send', { caller, ...message }, conversationId);
    expect(sent).toMatchObject({ conversationId, seq: 1 });

    const { heads } = await gateway.exchange(
      'heads',
      {
        session,
        known: [
          { conversationId: LOBBY_ID, seq: 2 },
          { conversationId: WORLD_ID, seq: 0, epoch: 1 },
        ],
      },
      bobId,
    );
    expect(heads).toEqual([
      {
        conversationId,
        kind: 'direct',
        lastSeq: 1,
        visibleFromSeq: 1,
        epoch: 1,
        deliveredSeq: 0,
        readSeq: 0,
      },
    ]);
    const page = await gateway.exchange(
      'history',
      { caller: { session }, conversationId, afterSeq: 0, limit: 10 },
      conversationId,
    );
    expect(page).toMatchObject({ epoch: 1, hasMore: false });
    expect(page.events.map(event => JSON.parse(event.toString()))).toEqual([
      {
        ...sent,
        type: 'message',
        senderId: ada.user?.userId,
        clientId: 'c1',
        body: { kind: 'text', text: 'hello bob' },
      },
    ]);
    await gateway.exchange(
      'mark',
      { caller: { session }, conversationId, deliveredSeq: 1, readSeq: 1 },
      conversationId,
    );
    const bobsView = await gateway.unary('getConversation', {
      caller: { session },
      conversationId,
    });
    expect(bobsView.own).toMatchObject({
      role: 'member',
      visibleFromSeq: 1,
      deliveredSeq: 1,
      readSeq: 1,
    });

    expect(await gateway.unary('signOut', { caller })).toEqual({ sessions: 1 });
    await expect(gateway.unary('getMe', { caller })).rejects.toMatchObject({
      code: 'session_revoked',
    });
  });

  test('every unary call is there', async () => {
    const { accessToken, refreshToken, user } = await register('carol');
    const caller = { accessToken };
    const dave = (await register('dave')).user?.userId ?? '';
    const me = await gateway.unary('getMe', { caller });
    expect(me).toEqual({ ...user, presenceMode: 'auto' });
    const both = await gateway.unary('getUsers', { caller, userIds: [dave, me.userId] });
    expect(both.users.map(({ name }) => name)).toEqual(['dave', 'carol']);
    const found = await gateway.unary('findUsers', { caller, prefix: 'dav' });
    expect(found.users.map(({ userId }) => userId)).toEqual([dave]);

    const group = await gateway.unary('createConversation', {
      caller,
      kind: 'group',
      title: 'Tea',
      memberIds: [],
    });
    const { conversationId } = group;
    expect(JSON.parse(group.lastEvent.toString())).toMatchObject({ type: 'created', seq: 1 });
    await gateway.unary('addMembers', { caller, conversationId, userIds: [dave] });
    const members = await gateway.unary('listMembers', { caller, conversationId, limit: 1 });
    expect(members.members.map(member => [member.user?.name, member.role])).toEqual([
      ['carol', 'owner'],
    ]);
    expect(members.nextCursor).not.toBe('');
    await gateway.unary('removeMember', { caller, conversationId, userId: dave });
    await gateway.unary('leaveConversation', { caller, conversationId });
    await expect(
      gateway.unary('getConversation', { caller, conversationId }),
    ).rejects.toMatchObject({ code: 'not_found', details: { field: 'conversationId' } });

    const rooms = await gateway.unary('listRooms', { caller });
    expect(rooms).toMatchObject({ conversations: [{ title: 'Lobby' }], nextCursor: '' });
    await gateway.unary('leaveConversation', { caller, conversationId: LOBBY_ID });
    const lobby = await gateway.unary('joinConversation', { caller, conversationId: LOBBY_ID });
    expect(lobby.own?.role).toBe('member');
    const own = await gateway.unary('listConversations', { caller, limit: 10 });
    expect(own.conversations.map(({ kind }) => kind).sort()).toEqual(['room', 'world']);

    const signedIn = await gateway.unary('signIn', { name: 'carol', password: PASSWORD });
    const sessions = await gateway.unary('listSessions', { caller });
    expect(sessions.sessions.filter(({ current }) => current)).toHaveLength(1);
    const refreshed = await gateway.unary('refresh', { refreshToken });
    expect(refreshed.user).toEqual(user);
    const { sessionId } = signedIn;
    expect(await gateway.unary('signOut', { caller, sessionId })).toEqual({ sessions: 1 });
    expect(await gateway.unary('signOut', { caller, allOthers: true })).toEqual({ sessions: 0 });
  });

  test('sends of many callers at once are all answered, in few commits', async () => {
    const { accessToken } = await register('erin');
    const { conversationId } = await gateway.unary('createConversation', {
      caller: { accessToken },
      kind: 'room',
      title: 'Busy',
    });
    const sent = await Promise.all(
      Array.from({ length: 500 }, (_, i) =>
        gateway.exchange(
          'send',
          { caller: { accessToken }, conversationId, clientId: `m${i}`, body: text(`m${i}`) },
          conversationId,
        ),
      ),
    );
    expect(sent.map(({ seq }) => seq).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 500 }, (_, i) => i + 2),
    );
    const metrics = await logic.ports.metrics.metrics();
    const commits = Number(/^parley_logic_commits_total (\d+)/m.exec(metrics)?.[1]);
    expect(commits).toBeLessThan(100);
  });

  test('errors cross with code, field and all', async () => {
    await expect(register('x')).rejects.toMatchObject({
      code: 'invalid_request',
      details: { field: 'name', value: 'x' },
    });
    const { accessToken } = await register('fred');
    const message = { conversationId: '999', clientId: 'c', body: text('hi') };
    await expect(
      gateway.exchange('send', { caller: { accessToken }, ...message }, '999'),
    ).rejects.toMatchObject({ code: 'not_found' });
    const page = { caller: { accessToken }, conversationId: LOBBY_ID, limit: 10 };
    await expect(gateway.exchange('history', page, LOBBY_ID)).rejects.toMatchObject({
      code: 'invalid_request',
      details: { field: 'from' },
    });
  });

  test('nobody is let in without a proof', async () => {
    for (const caller of [undefined, {}, { accessToken: '' }, { session: { userId: '1' } }]) {
      await expect(gateway.unary('getMe', { caller: caller ?? null })).rejects.toMatchObject({
        code: 'unauthenticated',
      });
    }
  });

  test('guests write to each other and read it', async () => {
    const send = { sender: 'john', receiver: 'doe', clientId: 'c1', text: 'hi' };
    expect(await gateway.exchange('guestSend', send, 'doe:john')).toMatchObject({ seq: 1 });
    const answer = { sender: 'doe', receiver: 'john', clientId: 'c1', text: 'hello' };
    await gateway.exchange('guestSend', answer, 'doe:john');
    const page = { one: 'john', other: 'doe', cursorUs: 0, limit: 1, reverse: true };
    const pulled = await gateway.exchange('guestPull', page, 'doe:john');
    const sentAtUs = expect.any(Number);
    expect(pulled).toEqual({
      messages: [{ sender: 'doe', text: 'hello', sentAtUs }],
      hasMore: true,
      nextCursorUs: sentAtUs,
    });
    const next = { ...page, cursorUs: pulled.nextCursorUs };
    expect(await gateway.exchange('guestPull', next, 'doe:john')).toEqual({
      messages: [{ sender: 'john', text: 'hi', sentAtUs: pulled.nextCursorUs }],
      hasMore: false,
      nextCursorUs: 0,
    });
    await expect(
      gateway.exchange('guestSend', { ...send, receiver: 'a:b' }, 'k'),
    ).rejects.toMatchObject({ code: 'invalid_request', details: { field: 'receiver' } });
  });

  test('sockets come, are touched and go', async () => {
    const { accessToken, sessionId, user } = await register('gina');
    const serverId = 's9';
    const device = { deviceId: 'd', connectionId: 'c9' };
    await gateway.exchange('open', { accessToken, serverId, ...device }, 'k');
    await gateway.exchange('occupy', { serverId, occupied: [LOBBY_ID], vacated: [] }, 'k');
    const { sessionStore } = logic.ports;
    expect((await sessionStore.hosts([LOBBY_ID])).get(LOBBY_ID)).toContain(serverId);
    const bindings = [{ userId: user?.userId ?? '', sessionId, ...device }];
    await sessionStore.evict(serverId, 0);
    const touch = { serverId, bindings, conversationIds: [LOBBY_ID] };
    expect(await gateway.exchange('touch', touch, 'k')).toEqual({
      reboundConnectionIds: ['c9'],
      regainedConversationIds: [LOBBY_ID],
    });
    const { dispatches } = await gateway.exchange('newest', { conversationIds: [LOBBY_ID] }, 'k');
    expect(dispatches).toMatchObject([
      { conversationId: LOBBY_ID, audience: { to: 'subscribers' } },
    ]);
    expect(dispatches[0]?.seq).toBeGreaterThan(dispatches[0]?.membersSeq ?? Number.NaN);
    await gateway.exchange('close', { serverId, bindings }, 'k');
    expect(await sessionStore.locate([user?.userId ?? ''])).toEqual(new Map());
  });
});
