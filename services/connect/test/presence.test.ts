import { afterEach, describe, expect, test } from '@jest/globals';
import { eventually } from '@parley/testing';
import { CLOSE, type Presence } from '@parley/wire';
import { startNode, type TestNode } from './harness.ts';
import type { TestClient } from './test-client.ts';

let node: TestNode;
afterEach(() => node.close());

const member = async (userId: string, fields: Record<string, unknown> = {}) =>
  (await node.connect()).welcomed(node.logic.signIn(userId), { deviceId: 'd-1', ...fields });

const told = (client: TestClient) =>
  client
    .all('signals')
    .flatMap(({ signals }) => signals)
    .flatMap(signal => (signal.type === 'presence' ? [`${signal.userId} ${signal.status}`] : []));

const push = (presence: Presence) =>
  node.push({
    audience: { watchersOf: presence.userId },
    signal: Buffer.from(JSON.stringify({ type: 'presence', ...presence })),
  });

describe('watching', () => {
  test('answers how people are, and tells changes until others are watched', async () => {
    node = await startNode();
    const ada = await member('7');
    await member('8', { away: true });
    const answer = await ada.answer(ada.request({ op: 'watch', userIds: ['8', '9', '8'] }));
    expect(answer).toMatchObject({
      op: 'presences',
      presences: [
        { userId: '8', status: 'away' },
        { userId: '9', status: 'offline', lastSeenAtMs: 5 },
      ],
    });
    expect(await node.metric('watched_users')).toBe(2);
    expect(await push({ userId: '8', status: 'online', version: 1_000 })).toBe(1);
    expect(await push({ userId: '10', status: 'online', version: 1_000 })).toBe(0);
    await eventually(() => expect(told(ada)).toEqual(['8 online']));
    await ada.answer(ada.request({ op: 'watch', userIds: [] }));
    expect(await push({ userId: '8', status: 'away', version: 1_001 })).toBe(0);
    expect(await node.metric('watched_users')).toBe(0);
  });

  test('of too many people is refused', async () => {
    node = await startNode({ limits: { watchedUsers: 2 } });
    const ada = await member('7');
    const answer = await ada.answer(ada.request({ op: 'watch', userIds: ['1', '2', '3'] }));
    expect(answer).toMatchObject({ op: 'error', error: { code: 'invalid_request' } });
  });

  test('what a lost signal should have told is told at the next refresh, once', async () => {
    node = await startNode({ presenceRefreshMs: 50, buckets: 2 });
    const ada = await member('7');
    await ada.answer(ada.request({ op: 'watch', userIds: ['8'] }));
    await member('8');
    await eventually(() => expect(told(ada)).toEqual(['8 online']));
    const asked = node.logic.callsOf('presence').length;
    await eventually(() =>
      expect(node.logic.callsOf('presence').length).toBeGreaterThan(asked + 4),
    );
    expect(told(ada)).toEqual(['8 online']);
    expect(await node.metric('presence_healed_total')).toBe(1);
  });
});

describe('who is away', () => {
  test('is told with hello, and soon after each change', async () => {
    node = await startNode();
    const ada = await member('7', { away: true });
    expect(node.logic.callsOf('open')).toMatchObject([{ away: true }]);
    const say = (away: boolean) => ada.socket.send(JSON.stringify({ op: 'activity', away }));
    say(false);
    say(true);
    say(false);
    await eventually(() => expect(node.logic.callsOf('touch')).toHaveLength(1));
    expect(node.logic.callsOf('touch')).toMatchObject([{ bindings: [{ away: false }] }]);
    await ada.answer(ada.request({ op: 'ping' }));
    expect(ada.frames.map(({ op }) => op)).toEqual(['welcome', 'pong']);
  });
});

describe('who goes', () => {
  const unbound = () =>
    node.logic.callsOf('close').flatMap(({ bindings }) => bindings as { userId: string }[]);

  test('with a goodbye is unbound at once, others after a grace', async () => {
    node = await startNode({ offlineGraceMs: 300 });
    const [polite, cutOff] = [await member('7'), await member('8')];
    cutOff.socket.terminate();
    await eventually(() => expect(node.service.sockets).toBe(1));
    polite.socket.close(1000);
    await eventually(() => expect(unbound().map(({ userId }) => userId)).toEqual(['7']));
    await eventually(() => expect(unbound().map(({ userId }) => userId)).toEqual(['7', '8']));
  });

  test('since the node leaves is not unbound, whoever closes first', async () => {
    node = await startNode({ offlineGraceMs: 60_000, drainMs: 60_000 });
    const ada = await member('7');
    const draining = node.service.drain();
    await ada.first('reconnect');
    ada.socket.close(1000);
    await eventually(() => expect(node.service.sockets).toBe(0));
    await draining;
    await node.service.close();
    expect(unbound()).toEqual([]);
    expect(await node.metric('closes_total', 'going_away')).toBe(1);
  });

  test('by signing out is unbound at once', async () => {
    node = await startNode({ offlineGraceMs: 60_000 });
    const ada = await member('7');
    await node.push({ closeSessionId: 's-7', audience: { users: { userIds: ['7'] } } });
    expect(await ada.closing()).toMatchObject({ code: CLOSE.session_revoked });
    await eventually(() => expect(unbound()).toHaveLength(1));
  });
});

test('a binding that had been lost is known at the next touch, after the heads', async () => {
  node = await startNode({ touchMs: 50, buckets: 1 });
  node.logic.createGroup('20', ['7']);
  const ada = await member('7');
  node.logic.bindings.clear();
  await ada.first('heads');
  const gaps = () =>
    node.logic
      .callsOf('touch')
      .flatMap(({ bindings }) => bindings as { gapKnown: boolean }[])
      .map(({ gapKnown }) => gapKnown);
  await eventually(() => expect(gaps().slice(-3)).toEqual([true, false, false]));
  expect(ada.all('heads')).toHaveLength(1);
});
