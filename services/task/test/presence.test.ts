import { expect, test } from '@jest/globals';
import { decodeDispatchBatch } from '@parley/contracts';
import type { QueueMessage } from '@parley/queue';
import { eventually } from '@parley/testing';
import { startTask } from './harness.ts';

const USERS = Array.from({ length: 5_000 }, (_, i) => String(i + 1));

const touched = (userId: string, serverId: string) => ({
  userId,
  serverId,
  sessionId: `s-${userId}`,
  deviceId: 'd',
  connectionId: `c-${userId}-${serverId}`,
  away: false,
  attempt: 0,
  boundAtUs: 1,
  gapKnown: false,
});

/** task, and a node `dead` that has just been killed with 5,000 people on it. */
async function withDeadNode(offlineGraceMs: number) {
  const published: QueueMessage[] = [];
  const asked: string[] = [];
  const running: Awaited<ReturnType<typeof startTask>> = await startTask({
    nodes: ['a', 'dead'],
    options: { goneDelayMs: 0, offlineGraceMs },
    queue: {
      publish: async messages => {
        published.push(...messages);
      },
    },
    sessionStore: {
      presence: async userIds => {
        asked.push(...userIds);
        return await running.sessionStore.presence(userIds);
      },
    },
  });
  const { sessionStore, connect } = running;
  await sessionStore.touch(USERS.map(userId => touched(userId, 'dead')));
  await sessionStore.setModes(new Map(USERS.map(userId => [userId, 'auto'])), 'all');
  connect.leave('dead');
  const evicted = () =>
    eventually(async () => expect(await sessionStore.locate(['1'])).toEqual(new Map()));
  return { ...running, published, asked, evicted };
}

test('people of a dead node who come back elsewhere are told to nobody', async () => {
  const { sessionStore, metric, published, asked, evicted } = await withDeadNode(1_500);
  await evicted();
  for (const userId of USERS) {
    const { gapKnown: _, boundAtUs: __, ...binding } = touched(userId, 'a');
    expect((await sessionStore.bind(binding)).changes).toEqual([]);
  }
  await eventually(() => expect(asked).toHaveLength(USERS.length));
  expect(await metric('parley_task_presence_changes_total')).toBe(0);
  expect(published).toEqual([]);
});

test('people of a dead node who do not come back are told once each, in few elements', async () => {
  const { metric, published, sessionStore } = await withDeadNode(0);
  await eventually(async () =>
    expect(await metric('parley_task_presence_changes_total')).toBe(USERS.length),
  );
  expect(published).toHaveLength(Math.ceil(USERS.length / 256));
  const told = published.flatMap(({ payload }) => decodeDispatchBatch(payload).dispatches);
  expect(told).toHaveLength(USERS.length);
  expect(new Set(told.map(({ audience }) => audience?.watchersOf))).toEqual(new Set(USERS));
  expect(JSON.parse(String(told[0]?.signal))).toMatchObject({
    type: 'presence',
    status: 'offline',
    lastSeenAtMs: expect.any(Number),
  });
  expect((await sessionStore.presence(USERS)).changes).toEqual([]);
});
