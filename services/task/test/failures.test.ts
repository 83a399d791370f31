import { expect, test } from '@jest/globals';
import { sleep } from '@parley/core';
import { eventually } from '@parley/testing';
import { payloadOf, toSubscribers } from './dispatch.ts';
import { refuse } from './fake-connect-gateway.ts';
import { startTask } from './harness.ts';

test('an unreadable payload is buried at once; the items around it go out', async () => {
  const { connect, queue, sessionStore, publish, metric } = await startTask();
  await sessionStore.occupy('a', ['10']);
  const poison = Buffer.from([0xff, 0x00, 0xff]);
  await queue.publish([
    { key: '10', payload: payloadOf(toSubscribers('10', 1)) },
    { key: '10', payload: poison },
    { key: '10', payload: payloadOf(toSubscribers('10', 2), { conversationId: '10', seq: 3 }) },
  ]);
  await publish(toSubscribers('10', 4));
  await eventually(() => expect(connect.taken('a')).toEqual(['10:1', '10:2', '10:4']));
  const letters = await queue.deadLetters(10);
  expect(letters).toMatchObject([
    { attempts: 1, reason: expect.stringMatching(/no dispatch batch/) },
    { attempts: 1, reason: expect.stringMatching(/no audience/) },
  ]);
  expect(Buffer.from(letters[0]?.payload ?? [])).toEqual(poison);
  expect(await metric('parley_task_dead_total', { cause: 'payload' })).toBe(2);
});

test('poison that cannot be buried is not done: it comes again, and nobody gets copies meanwhile', async () => {
  let failures = 0;
  const { connect, queue, sessionStore, metric } = await startTask({
    queue: {
      async bury(letter) {
        failures += 1;
        if (failures <= 2) throw new Error('the dead-letter list is full');
        await queue.bury(letter);
      },
    },
  });
  await sessionStore.occupy('a', ['10']);
  await queue.publish([
    { key: '10', payload: payloadOf(toSubscribers('10', 1)) },
    { key: '10', payload: Buffer.from('rubbish') },
  ]);
  await eventually(async () => expect((await queue.depth()).dead).toBe(1));
  await eventually(() => expect(connect.taken('a')).toEqual(['10:1']));
  expect(failures).toBe(3);
  expect(await metric('parley_task_rejected_batches_total')).toBe(2);
  await eventually(async () => expect((await queue.depth()).waiting).toBe(0));
});

test.each(['postpone', 'bury'] as const)('a failing %s is never taken for done', async method => {
  let broken = true;
  const retryLimit = method === 'postpone' ? 3 : 0;
  const { connect, publish, queue, sessionStore, metric } = await startTask({
    options: { retryLimit },
    queue: {
      [method]: async (...args: never[]) => {
        if (broken) throw new Error('the queue is away');
        return Reflect.apply(queue[method], queue, args);
      },
    },
  });
  await sessionStore.occupy('a', ['10']);
  await sessionStore.occupy('b', ['10']);
  connect.behave('a', refuse);
  await publish(toSubscribers('10', 1));
  await eventually(async () =>
    expect(await metric('parley_task_rejected_batches_total')).toBeGreaterThanOrEqual(2),
  );
  expect((await queue.depth()).waiting).toBe(1);
  broken = false;
  if (method === 'postpone') {
    connect.behave('a');
    await eventually(() => expect(connect.taken('a')).toContain('10:1'));
  } else {
    await eventually(async () => expect((await queue.depth()).dead).toBe(1));
  }
  await eventually(async () => expect((await queue.depth()).waiting).toBe(0));
  // At least once: who had it got it again with each try.
  expect(new Set(connect.taken('b'))).toEqual(new Set(['10:1']));
});

test('a session store that does not answer: the batch waits for it, and is then delivered', async () => {
  let away = true;
  const { connect, publish, queue } = await startTask({
    sessionStore: {
      hosts: async () => {
        if (away) throw new Error('the store is away');
        return new Map([['10', ['a']]]);
      },
    },
  });
  await publish(toSubscribers('10', 1));
  await sleep(50);
  expect((await queue.depth()).waiting).toBe(1);
  away = false;
  await eventually(() => expect(connect.taken('a')).toEqual(['10:1']));
});

test('a node that is gone is passed over and evicted; the others are not disturbed', async () => {
  const { connect, publish, sessionStore, metric } = await startTask();
  await sessionStore.occupy('a', ['10']);
  await sessionStore.occupy('dead', ['10', '11']);
  await publish(toSubscribers('10', 1), toSubscribers('11', 1));
  await eventually(() => expect(connect.taken('a')).toEqual(['10:1']));
  await eventually(async () => expect(await sessionStore.hosts(['11'])).toEqual(new Map()));
  expect(await sessionStore.hosts(['10'])).toEqual(new Map([['10', ['a']]]));
  expect(connect.tried.map(one => one.serverId)).toEqual(['a']);
  expect(await metric('parley_task_skipped_total', { kind: 'first' })).toBe(2);
  expect(await metric('parley_task_nodes_gone_total')).toBe(1);
});

test('an eviction that fails holds the batch back until it works', async () => {
  let away = true;
  const { publish, queue, sessionStore, metric } = await startTask({
    sessionStore: {
      evict: async (serverId, graceMs) => {
        if (away) throw new Error('the store is away');
        return await sessionStore.evict(serverId, graceMs);
      },
    },
  });
  await sessionStore.occupy('dead', ['10']);
  await publish(toSubscribers('10', 1));
  await eventually(async () => expect(await metric('parley_task_rejected_batches_total')).toBe(1));
  expect((await queue.depth()).waiting).toBe(1);
  away = false;
  await eventually(async () => expect((await queue.depth()).waiting).toBe(0));
  expect(await sessionStore.hosts(['10'])).toEqual(new Map());
});

test('a retry whose node has gone meanwhile is done', async () => {
  const { connect, publish, queue, sessionStore, metric } = await startTask({
    options: { retryFirstMs: 60 },
  });
  await sessionStore.occupy('a', ['10']);
  connect.behave('a', refuse);
  await publish(toSubscribers('10', 1));
  await eventually(async () => expect((await queue.depth()).postponed).toBe(1));
  connect.leave('a');
  await eventually(async () =>
    expect(await metric('parley_task_skipped_total', { kind: 'retry' })).toBe(1),
  );
  await eventually(async () =>
    expect(await queue.depth()).toEqual({ waiting: 0, postponed: 0, dead: 0 }),
  );
});

test('a node that leaves is evicted after a while, unless it comes back', async () => {
  const { connect, sessionStore } = await startTask({ options: { goneDelayMs: 60 } });
  await sessionStore.occupy('a', ['10']);
  await sessionStore.occupy('b', ['10']);
  connect.leave('a');
  connect.leave('b');
  connect.join('b');
  await eventually(async () =>
    expect(await sessionStore.hosts(['10'])).toEqual(new Map([['10', ['b']]])),
  );
});

test('what is for everyone and goes past a node with a lost lease is mended by evicting it', async () => {
  const { connect, publish, sessionStore, metric } = await startTask({
    options: { goneDelayMs: 60_000 },
  });
  await sessionStore.occupy('a', ['10']);
  connect.leave('a');
  await publish({ ...toSubscribers('2', 1), audience: { everyone: true } });
  await eventually(() => expect(connect.taken('b')).toEqual(['2:1']));
  await eventually(async () => expect(await sessionStore.hosts(['10'])).toEqual(new Map()));
  expect(await metric('parley_task_nodes_gone_total')).toBe(1);
});
