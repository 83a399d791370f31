import { expect, test } from '@jest/globals';
import { eventually } from '@parley/testing';
import { toSubscribers, toUsers } from './dispatch.ts';
import { startTask } from './harness.ts';

const NODES = ['a', 'b'];

test('a hundred messages in sixteen partitions: two questions, and one push for each node', async () => {
  const asked: number[] = [];
  const { connect, publish } = await startTask({
    partitions: 16,
    sessionStore: {
      hosts: async ids => {
        asked.push(ids.length);
        return new Map(ids.map(id => [id, NODES]));
      },
      nodesOf: async ids => {
        asked.push(ids.length);
        return new Map(ids.map(id => [id, [NODES[Number(id) % 2] ?? '']]));
      },
    },
  });
  const numbers = Array.from({ length: 50 }, (_, i) => i);
  await publish(
    ...numbers.map(i => toUsers(`${100 + i}`, 1, [`${i}`, `${i + 1}`])),
    ...numbers.map(i => toSubscribers(`${200 + i}`, 1)),
  );
  await eventually(() => {
    for (const node of NODES) expect(connect.taken(node)).toHaveLength(100);
  });
  expect(asked).toEqual([50, 51]);
  expect(connect.tried.map(({ serverId }) => serverId).sort()).toEqual(NODES);
});

test('a push that fails goes back to the partitions that it came from', async () => {
  const postponed = new Set<number>();
  const { connect, publish, sessionStore } = await startTask({
    partitions: 4,
    nodes: ['a'],
    queue: {
      postpone: async partition => {
        postponed.add(partition);
      },
    },
  });
  const ids = Array.from({ length: 40 }, (_, i) => `${i}`);
  await sessionStore.occupy('a', ids);
  connect.behave('a', async () => {
    throw new Error('refused');
  });
  await publish(...ids.map(id => toSubscribers(id, 1)));
  await eventually(() => expect(postponed).toEqual(new Set([0, 1, 2, 3])));
  expect(connect.tried).toHaveLength(1);
});
