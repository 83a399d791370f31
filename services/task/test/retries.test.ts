import { expect, test } from '@jest/globals';
import { decodeDispatchBatch } from '@parley/contracts';
import { eventually } from '@parley/testing';
import { toSubscribers } from './dispatch.ts';
import { refuse } from './fake-connect-gateway.ts';
import { type HarnessOptions, startTask } from './harness.ts';

async function start(options: HarnessOptions = {}) {
  const running = await startTask(options);
  await running.sessionStore.occupy('a', ['10']);
  await running.sessionStore.occupy('b', ['10']);
  return running;
}

test('a node that refuses gets its own again, and neither the others nor the partition wait', async () => {
  const { connect, publish, metric } = await start({ options: { retryFirstMs: 200 } });
  connect.behave('a', refuse);
  await publish(toSubscribers('10', 1));
  await publish(toSubscribers('10', 2));
  await eventually(() => expect(connect.taken('b')).toEqual(['10:1', '10:2']));
  expect(connect.taken('a')).toEqual([]);
  connect.behave('a');
  await publish(toSubscribers('10', 3));
  await eventually(() => expect(connect.taken('a')).toHaveLength(3));
  // What is tried again may come after what did not have to wait; clients put it in order.
  expect(connect.taken('a').toSorted()).toEqual(['10:1', '10:2', '10:3']);
  expect(connect.taken('b')).toEqual(['10:1', '10:2', '10:3']);
  expect(connect.takenDispatches('a').find(one => Number(one.seq) === 1)).toMatchObject({
    onlyServerId: 'a',
    attempts: 1,
  });
  expect(await metric('parley_task_retries_total')).toBe(2);
});

test('the waits double, and after the last try it is a dead letter', async () => {
  const { connect, publish, queue, metric } = await start({ options: { retryFirstMs: 40 } });
  connect.behave('a', refuse);
  const startedMs = Date.now();
  await publish(toSubscribers('10', 1));
  const [letter] = await eventually(async () => {
    const letters = await queue.deadLetters(10);
    expect(letters).toHaveLength(1);
    return letters;
  });
  const times = connect.tried.filter(one => one.serverId === 'a').map(one => one.atMs);
  const waits = times.slice(1, 4).map((atMs, index) => atMs - (times[index] ?? 0));
  expect(waits).toHaveLength(3);
  for (const [index, least] of [40, 80, 160].entries()) {
    // Timers may be a millisecond early.
    expect(waits[index]).toBeGreaterThanOrEqual(least - 2);
  }
  expect(letter).toMatchObject({ attempts: 4, reason: expect.stringMatching(/node a .*refused/) });
  expect(letter?.diedAtMs).toBeGreaterThanOrEqual(startedMs);
  expect(connect.taken('b')).toEqual(['10:1']);
  expect((await queue.depth()).dead).toBe(1);
  expect(await metric('parley_task_dead_total', { cause: 'push' })).toBe(1);
  expect(await metric('parley_task_queue_depth', { state: 'dead' })).toBe(1);
});

test('a dead letter that is replayed starts a new schedule, for its node alone', async () => {
  const { connect, publish, queue } = await start();
  connect.behave('a', refuse);
  await publish(toSubscribers('10', 1));
  const [letter] = await eventually(async () => {
    const letters = await queue.deadLetters(10);
    expect(letters).toHaveLength(1);
    return letters;
  });
  const [dispatch] = decodeDispatchBatch(letter?.payload ?? Buffer.alloc(0)).dispatches;
  expect(dispatch).toMatchObject({ onlyServerId: 'a', attempts: 0, seq: 1 });
  const triesBefore = connect.tried.length;
  expect(await queue.replay([letter?.deadLetterId ?? ''])).toBe(1);
  await eventually(() => expect(connect.tried.length).toBeGreaterThan(triesBefore + 1));
  connect.behave('a');
  // What the node missed is tried on as well, so on a busy machine it may have both.
  await eventually(() => expect(new Set(connect.taken('a'))).toEqual(new Set(['10:1'])));
  expect(connect.taken('b')).toEqual(['10:1']);
  expect((await queue.depth()).dead).toBe(0);
});

test('what failed before and what is new go their own ways out of one push', async () => {
  const { connect, publish, queue } = await start({ options: { retryLimit: 1, retryFirstMs: 30 } });
  connect.behave('a', refuse);
  const old = { ...toSubscribers('10', 1), onlyServerId: 'a', attempts: 1 };
  await publish(old, toSubscribers('10', 2));
  const first = await eventually(async () => {
    const letters = await queue.deadLetters(10);
    expect(letters).toHaveLength(1);
    return letters;
  });
  expect(first[0]).toMatchObject({ attempts: 2 });
  connect.behave('a');
  await eventually(() => expect(connect.taken('a').toSorted()).toEqual(['10:1', '10:2']));
  expect((await queue.depth()).dead).toBe(1);
});

test('a frozen node holds up one batch and no more; it has everything when it thaws', async () => {
  const { connect, publish } = await start({
    options: { pushTimeoutMs: 300, slowNodePauseMs: 400, retryLimit: 20, retryFirstMs: 50 },
  });
  let frozen = true;
  const held: (() => void)[] = [];
  connect.behave('a', () =>
    frozen ? new Promise(resolve => held.push(resolve)) : Promise.resolve(),
  );
  await publish(toSubscribers('10', 1));
  await eventually(() => expect(connect.tried).toHaveLength(2));
  const startedMs = performance.now();
  for (let seq = 2; seq <= 6; seq++) {
    await publish(toSubscribers('10', seq));
    await eventually(() => expect(connect.taken('b')).toHaveLength(seq));
  }
  // One push was waited for; five would have taken 1500 ms.
  expect(performance.now() - startedMs).toBeLessThan(900);
  frozen = false;
  for (const thaw of held) thaw();
  await eventually(() => {
    const seen = new Set(connect.taken('a'));
    expect([...seen].toSorted()).toEqual(['10:1', '10:2', '10:3', '10:4', '10:5', '10:6']);
  });
});

test('a signal that a node does not take is let go, and its neighbours are tried again', async () => {
  const { connect, publish, queue, metric } = await start({ options: { retryFirstMs: 40 } });
  connect.behave('a', refuse);
  const signal = Buffer.from('{"type":"position"}');
  await publish(
    { ...toSubscribers('10', 0), event: Buffer.alloc(0), signal },
    toSubscribers('10', 1),
  );
  await eventually(() => expect(connect.taken('b')).toEqual(['10:0', '10:1']));
  await eventually(async () => expect((await queue.depth()).postponed).toBe(1));
  connect.behave('a');
  await eventually(() => expect(connect.taken('a')).toEqual(['10:1']));
  expect(await metric('parley_task_skipped_total', { kind: 'signal' })).toBe(1);
});

test('a node that comes back after dead letters learns of the newest event of each log, and of every change', async () => {
  const { connect, publish, queue } = await start({ options: { retryLimit: 1, retryFirstMs: 20 } });
  connect.behave('a', refuse);
  const change = { ...toSubscribers('10', 2), subscriptions: [{ userId: '5', subscribed: true }] };
  await publish(toSubscribers('10', 1), change, toSubscribers('10', 3));
  await eventually(async () => expect((await queue.depth()).dead).toBe(1));
  await publish(toSubscribers('10', 4));
  await eventually(async () => expect((await queue.depth()).dead).toBe(2));
  // The third is outdated by the fourth, and is dropped when it has its turn.
  const triedAtA = () =>
    connect.tried
      .filter(one => one.serverId === 'a')
      .map(({ dispatches }) => dispatches.map(one => Number(one.seq)).join());
  await eventually(() => {
    const latest = triedAtA().slice(-2).join();
    expect(latest).toMatch(/2/);
    expect(latest).not.toMatch(/3/);
  });
  connect.behave('a');
  await eventually(() => expect(connect.taken('a').toSorted()).toEqual(['10:2', '10:4']));
  expect(await queue.depth()).toMatchObject({ waiting: 0, postponed: 0, dead: 2 });
});

test('what a node missed is let go with the node', async () => {
  const { connect, publish, queue } = await start({ options: { retryLimit: 0, retryFirstMs: 20 } });
  connect.behave('a', refuse);
  await publish(toSubscribers('10', 1));
  await eventually(async () => expect((await queue.depth()).dead).toBe(1));
  connect.leave('a');
  await eventually(async () =>
    expect(await queue.depth()).toMatchObject({ waiting: 0, postponed: 0 }),
  );
});
