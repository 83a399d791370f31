import { expect, test } from '@jest/globals';
import { eventually } from '@parley/testing';
import { toSubscribers, toUsers } from './dispatch.ts';
import { startTask } from './harness.ts';

const binding = (userId: string, serverId: string) => ({
  userId,
  serverId,
  sessionId: `s-${userId}`,
  deviceId: 'd',
  connectionId: `c-${userId}-${serverId}`,
  away: false,
  attempt: 0,
  boundAtUs: 1,
});

test('dispatches reach the nodes that they concern, in order, the event untouched', async () => {
  const { sessionStore, connect, publish, metric, queue } = await startTask({
    nodes: ['a', 'b', 'idle'],
  });
  await sessionStore.occupy('a', ['10', '11']);
  await sessionStore.occupy('b', ['11']);
  await sessionStore.bind(binding('7', 'b'));
  const world = { ...toSubscribers('2', 1), audience: { everyone: true } };
  await publish(
    toSubscribers('10', 1),
    toSubscribers('11', 1),
    toUsers('20', 1, ['7', 'nobody']),
    { ...toSubscribers('10', 2), subscriptions: [{ userId: '7', subscribed: true }] },
    world,
    toSubscribers('10', 3),
  );
  await eventually(() => expect(connect.taken('a')).toHaveLength(5));
  expect(connect.taken('a')).toEqual(['10:1', '11:1', '10:2', '2:1', '10:3']);
  expect(connect.taken('b')).toEqual(['11:1', '20:1', '10:2', '2:1']);
  expect(connect.taken('idle')).toEqual(['2:1']);
  expect(String(connect.takenDispatches('a')[0]?.event)).toBe('{"conversationId":"10","seq":1}');
  await eventually(async () => expect((await queue.depth()).waiting).toBe(0));
  expect(await metric('parley_task_items_total')).toBe(6);
  expect(await metric('parley_task_deliveries_total')).toBe(10);
  expect(await metric('parley_task_retries_total')).toBe(0);
});

test('one batch asks the store once for conversations and once for people', async () => {
  const asked: string[] = [];
  const { connect, publish, sessionStore } = await startTask({
    sessionStore: {
      hosts: async ids => {
        asked.push(`hosts ${ids.join()}`);
        return new Map([['10', ['a']]]);
      },
      nodesOf: async ids => {
        asked.push(`nodesOf ${ids.join()}`);
        return new Map([['7', ['b']]]);
      },
    },
  });
  await sessionStore.occupy('a', ['10']);
  await publish(
    toSubscribers('10', 1),
    toUsers('20', 1, ['7']),
    toSubscribers('11', 1),
    toSubscribers('10', 2),
    { closeSessionId: 's-8', audience: { users: { userIds: ['8', '7'] } } },
  );
  await eventually(() => expect(connect.taken('a')).toEqual(['10:1', '10:2']));
  expect(asked).toEqual(['hosts 10,11', 'nodesOf 7,8']);
  expect(connect.tried).toHaveLength(2);
  expect(connect.takenDispatches('b')[1]).toMatchObject({ closeSessionId: 's-8' });
});

test('what concerns nobody who is connected is done at once', async () => {
  const { connect, publish, queue } = await startTask();
  await publish(toSubscribers('99', 1), toUsers('20', 1, ['7']));
  await eventually(async () => expect((await queue.depth()).waiting).toBe(0));
  expect(connect.tried).toEqual([]);
});

test('a large push is cut, and stays in order', async () => {
  const { connect, publish, sessionStore } = await startTask({ options: { pushBytes: 300 } });
  await sessionStore.occupy('a', ['10']);
  const seqs = Array.from({ length: 12 }, (_, index) => index + 1);
  await publish(...seqs.map(seq => toSubscribers('10', seq)));
  await eventually(() => expect(connect.taken('a')).toEqual(seqs.map(seq => `10:${seq}`)));
  expect(connect.tried.length).toBeGreaterThan(3);
});

test('the lag from commit to push is measured', async () => {
  const { connect, publish, sessionStore, metric } = await startTask();
  await sessionStore.occupy('a', ['10']);
  await publish({ ...toSubscribers('10', 1), committedAtMs: Date.now() - 2_000 });
  await eventually(() => expect(connect.taken('a')).toHaveLength(1));
  const name = 'parley_task_dispatch_lag_seconds';
  await eventually(async () => {
    expect(await metric(name, { le: '1' })).toBe(0);
    expect(await metric(name, { le: '5' })).toBe(1);
  });
});

test('close finishes the batch in hand, and nothing is taken after it', async () => {
  const { task, connect, publish, sessionStore, queue } = await startTask();
  await sessionStore.occupy('a', ['10']);
  let finish = () => {};
  connect.behave('a', () => new Promise(resolve => (finish = resolve)));
  await publish(toSubscribers('10', 1));
  await eventually(() => expect(connect.tried).toHaveLength(1));
  const closed = task.close();
  await publish(toSubscribers('10', 2));
  finish();
  await closed;
  await task.close();
  expect(connect.taken('a')).toEqual(['10:1']);
  expect((await queue.depth()).waiting).toBe(1);
});

test('starting twice is refused', async () => {
  const { task } = await startTask();
  await expect(task.start()).rejects.toThrow('started already');
});

test('while a node does not answer one batch is in hand, and the rest stays in the queue', async () => {
  const { sessionStore, connect, publish, metric, queue } = await startTask({
    options: { maxItems: 2 },
    nodes: ['a'],
  });
  await sessionStore.occupy('a', ['10']);
  const { promise: thaw, resolve: letGo } = Promise.withResolvers<void>();
  connect.behave('a', () => thaw);
  await publish(...Array.from({ length: 9 }, (_, i) => toSubscribers('10', i + 1)));
  await eventually(() => expect(connect.tried).toHaveLength(1));
  expect(await metric('parley_task_items_in_hand')).toBe(2);
  expect((await queue.depth()).waiting).toBe(9);
  expect(await metric('parley_task_queue_depth', { state: 'waiting' })).toBe(9);
  letGo();
  await eventually(() => expect(connect.taken('a')).toHaveLength(9));
  await eventually(async () => expect(await metric('parley_task_items_in_hand')).toBe(0));
});
