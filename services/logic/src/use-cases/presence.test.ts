import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Signal } from '@parley/wire';
import { HOLDS_NOTHING, openTestLogic, QUEUE_IS_AWAY, type TestLogic } from '../../test/harness.ts';
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
async function open(deviceId = 'd1', away = false) {
  const place = { deviceId, connectionId: `c-${deviceId}`, serverId: 's1', away, attempt: 0 };
  const { accessToken } = ada;
  const { boundAtUs, presenceMode } = await logic.useCases.openConnection({
    accessToken,
    ...place,
    ...HOLDS_NOTHING,
  });
  return { ...session(), ...place, boundAtUs, presenceMode };
}

/** What watchers and own devices were told, in order. */
const told = async () => {
  await logic.presence.drained();
  return logic.queue.published.flatMap(({ signal, audience }) => {
    if (signal.length === 0) return [];
    const said = JSON.parse(signal.toString()) as Signal;
    if (said.type === 'presence') return [`${audience?.watchersOf} ${said.status}`];
    if (said.type === 'presence-mode') return [`${String(audience?.users?.userIds)} ${said.mode}`];
    return [];
  });
};
const read = async () => {
  await logic.presence.drained();
  return (await logic.useCases.readPresence([ada.user.userId]))[0];
};

describe('presence', () => {
  test('each change is told once to who watches, and when somebody was last there', async () => {
    const id = ada.user.userId;
    expect(await read()).toMatchObject({ status: 'offline' });
    const first = await open();
    const second = await open('d2', true);
    expect(await told()).toEqual([`${id} online`]);
    expect(await read()).toMatchObject({ status: 'online' });
    await logic.useCases.closeConnections([first]);
    const seenAtMs = logic.fakeClock.nowMs();
    await logic.useCases.closeConnections([second]);
    expect(await told()).toEqual([`${id} online`, `${id} away`, `${id} offline`]);
    expect(await read()).toMatchObject({ status: 'offline', lastSeenAtMs: seenAtMs });
    expect(await logic.useCases.readPresence([])).toEqual([]);
  });

  test('a mode is kept, told to the own devices, and seen by others', async () => {
    const id = ada.user.userId;
    await open();
    await logic.useCases.setPresenceMode(session(), 'busy');
    expect((await logic.useCases.getMe(session())).mode).toBe('busy');
    await logic.useCases.setPresenceMode(session(), 'invisible');
    const byTime = (one: string, other: string) => one.localeCompare(other);
    expect((await told()).sort(byTime)).toEqual(
      [`${id} online`, `${id} busy`, `${id} busy`, `${id} invisible`, `${id} offline`].sort(byTime),
    );
    await expect(logic.useCases.setPresenceMode(session(), 'asleep')).rejects.toMatchObject({
      details: { field: 'mode' },
    });
  });

  test('who is invisible is neither told nor remembered', async () => {
    await logic.useCases.setPresenceMode(session(), 'invisible');
    const before = (await told()).length;
    const { presenceMode, ...binding } = await open();
    expect(presenceMode).toBe('invisible');
    await logic.useCases.closeConnections([binding]);
    expect(await told()).toHaveLength(before);
    expect(await read()).toEqual({
      userId: ada.user.userId,
      status: 'offline',
      version: expect.any(Number),
    });
  });

  test('after the session store has lost everything, the mode comes back with the binding', async () => {
    const id = ada.user.userId;
    await logic.useCases.setPresenceMode(session(), 'busy');
    const { presenceMode: _, ...binding } = await open();
    await logic.ports.sessionStore.evict('s1', 0);
    await logic.useCases.readPresence([id]);
    await logic.useCases.touchConnections('s1', [{ ...binding, gapKnown: false }], []);
    expect((await told()).slice(-3)).toEqual([`${id} busy`, `${id} offline`, `${id} busy`]);
    expect(await read()).toMatchObject({ status: 'busy' });
  });

  test('who stays is noted now and then, so that a lost node is not the end of all knowledge', async () => {
    const id = ada.user.userId;
    const { presenceMode: _, ...binding } = await open();
    const seen = async () => {
      await logic.presence.drained();
      return (await logic.store.accounts.findPresence([id])).get(id)?.lastSeenAtMs ?? 0;
    };
    const times = new Set([await seen()]);
    for (let touches = 0; touches < 30; touches++) {
      logic.fakeClock.advance(20_000);
      await logic.useCases.touchConnections('s1', [{ ...binding, gapKnown: false }], []);
      times.add(await seen());
    }
    expect(times.size).toBe(3);
  });

  test('while the queue is away changes are not told, and nothing else fails', async () => {
    logic.queue.refusal = QUEUE_IS_AWAY;
    await open();
    expect(await read()).toMatchObject({ status: 'online' });
    logic.queue.refusal = undefined;
    expect(await told()).toEqual([]);
  });
});
