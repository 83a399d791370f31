import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { eventually } from '@parley/testing';
import type { RosterSignal } from '@parley/wire';
import { openTestLogic, QUEUE_IS_AWAY, type TestLogic } from '../../test/harness.ts';
import type { Session } from '../tokens/authenticate.ts';

const LOBBY = '1';
let logic: TestLogic;

beforeEach(async () => {
  logic = await openTestLogic({ rosterIntervalMs: 50 });
});
afterEach(() => logic.close());

/** As if the person had a device on some node. */
async function comeOnline({ userId, sessionId }: Session, mode: 'auto' | 'invisible' = 'auto') {
  const device = { userId, sessionId, deviceId: 'd', connectionId: `c-${userId}`, serverId: 's1' };
  const { sessionStore } = logic.ports;
  await sessionStore.bind({ ...device, away: false, attempt: 0 });
  await sessionStore.setModes(new Map([[userId, mode]]), 'all');
}

/** What the room was told, in order. */
const rosters = (): RosterSignal[] =>
  logic.queue.published.flatMap(({ signal, audience, conversationId }) => {
    const said = signal.length > 0 ? JSON.parse(signal.toString()) : {};
    if (said.type !== 'roster') return [];
    expect([conversationId, audience?.to]).toEqual([said.conversationId, 'subscribers']);
    return [said];
  });

test('who is online is told to the room, with names if they are wanted', async () => {
  const [ada, bob, eve] = [
    await logic.person('ada'),
    await logic.person('bob'),
    await logic.person('eve'),
  ];
  await comeOnline(ada);
  await comeOnline(bob);
  await comeOnline(eve, 'invisible');
  await logic.useCases.announceRoster(ada, LOBBY, false);
  await eventually(() => expect(rosters()).toHaveLength(1));
  expect(rosters()[0]).toEqual({ type: 'roster', conversationId: LOBBY, onlineCount: 2 });

  // These two come while the room rests: one answer for both, with what the richer one wants.
  await logic.useCases.announceRoster(ada, LOBBY, true);
  await logic.useCases.announceRoster(bob, LOBBY, false);
  await eventually(() => expect(rosters()).toHaveLength(2));
  const online = [ada, bob].map(({ userId }, i) => ({ userId, name: ['ada', 'bob'][i] }));
  expect(rosters()[1]).toEqual({ type: 'roster', conversationId: LOBBY, onlineCount: 2, online });
});

test('only members may ask, and the world has no list', async () => {
  const ada = await logic.person('ada');
  const { announceRoster, leaveConversation } = logic.useCases;
  await expect(announceRoster(ada, '2', false)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(announceRoster(ada, '77', false)).rejects.toMatchObject({ code: 'not_found' });
  await expect(announceRoster(ada, '-1', false)).rejects.toMatchObject({ code: 'invalid_request' });
  await leaveConversation(ada, LOBBY);
  await expect(announceRoster(ada, LOBBY, false)).rejects.toMatchObject({ code: 'not_a_member' });
});

test('a queue that is away loses an answer and nothing else', async () => {
  const ada = await logic.person('ada');
  await comeOnline(ada);
  logic.queue.refusal = QUEUE_IS_AWAY;
  await logic.useCases.announceRoster(ada, LOBBY, false);
  await logic.useCases.announceRoster(ada, LOBBY, false);
  logic.queue.refusal = undefined;
  await eventually(() => expect(rosters()).toHaveLength(1));
});
