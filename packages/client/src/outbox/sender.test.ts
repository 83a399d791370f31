import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { ParleyError } from '@parley/core';
import { indexedDbOutbox } from '../browser/indexed-db-outbox.ts';
import { memoryStorage } from '../session/key-value-storage.ts';
import { text, textsOf, until, World } from '../test/world.ts';
import { memoryOutbox } from './outbox-store.ts';

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.stop());

const stored = () =>
  world.server.logs
    .get(world.groupId)
    .events.map(event => event.type === 'message' && event.body.text);

test('is shown at once, and once when it is acknowledged', async () => {
  const ada = await world.online('ada');
  const timeline = ada.open(world.groupId);
  await timeline.ready;
  const states = new Set<string>();
  timeline.onChange(() => states.add(textsOf(timeline).join(' ')));
  const acknowledged = ada.send(world.groupId, text('one'));
  expect(textsOf(timeline)).toEqual(['one:sending']);
  await acknowledged;
  await until(() => timeline.pending.length === 0);
  expect(textsOf(timeline)).toEqual(['one']);
  for (const state of states) expect(state.match(/one/g)).toHaveLength(1);
});

test('a lost acknowledgement leads to the same message again, and to one copy', async () => {
  const ada = await world.online('ada');
  // Neither the acknowledgement nor the push arrives: the client cannot know that it is committed.
  world.server.muteAcks = true;
  world.server.push = () => {};
  const acknowledged = ada.send(world.groupId, text('one'));
  await until(() => stored().length === 1);
  world.server.muteAcks = false;
  world.server.cut();
  expect(await acknowledged).toMatchObject({ seq: 1 });
  expect(stored()).toEqual(['one']);
});

test('what was written offline is sent in order when the line is back', async () => {
  const ada = await world.online('ada');
  ada.disconnect();
  const timeline = ada.open(world.groupId);
  const all = Promise.all(
    Array.from({ length: 40 }, (_, n) => ada.send(world.groupId, text(`m${n}`))),
  );
  expect(timeline.pending.every(message => message.state === 'queued')).toBe(true);
  await ada.connect();
  const answers = await all;
  expect(answers.map(answer => answer.seq)).toEqual(Array.from({ length: 40 }, (_, n) => n + 1));
  expect(stored()).toEqual(Array.from({ length: 40 }, (_, n) => `m${n}`));
});

test('a cut in the middle of many sends loses, doubles and reorders nothing', async () => {
  const ada = await world.online('ada');
  const sends: Promise<unknown>[] = [];
  for (let n = 0; n < 60; n++) {
    sends.push(ada.send(world.groupId, text(`m${n}`)));
    if (n % 20 === 10) {
      await until(() => stored().length > n - 8);
      world.server.cut();
    }
  }
  await Promise.all(sends);
  expect(stored()).toEqual(Array.from({ length: 60 }, (_, n) => `m${n}`));
});

test('a refusal that may pass is tried again, before what comes after it', async () => {
  const ada = await world.online('ada');
  let refusals = 2;
  world.server.beforeSend = value => {
    if (value === 'first' && refusals-- > 0) {
      throw new ParleyError('rate_limited', 'Slow down.', { retryAfterMs: 20 });
    }
  };
  const first = ada.send(world.groupId, text('first'));
  await until(() => refusals < 2);
  await Promise.all([first, ada.send(world.groupId, text('second'))]);
  expect(stored()).toEqual(['first', 'second']);
});

test('a refusal for good fails that message alone; it can be sent again or dropped', async () => {
  const ada = await world.online('ada');
  const timeline = ada.open(world.groupId);
  await timeline.ready;
  let refuse = true;
  world.server.beforeSend = value => {
    if (value.startsWith('bad') && refuse) throw new ParleyError('forbidden', 'Muted.');
  };
  const failures: string[] = [];
  ada.onSendFailed(message => failures.push(`${message.body.text}: ${message.error?.message}`));
  const bad = ada.send(world.groupId, text('bad'), { clientId: 'bad-1' });
  await expect(bad).rejects.toMatchObject({ code: 'forbidden' });
  await expect(
    ada.send(world.groupId, text('bad too'), { clientId: 'bad-2' }),
  ).rejects.toMatchObject({ code: 'forbidden' });
  await ada.send(world.groupId, text('good'));
  await until(() => timeline.events.length === 1);
  expect(textsOf(timeline)).toEqual(['good', 'bad:failed', 'bad too:failed']);
  expect(failures).toEqual(['bad: Muted.', 'bad too: Muted.']);
  refuse = false;
  expect(await ada.retry('bad-1')).toMatchObject({ seq: 2 });
  ada.discard('bad-2');
  await until(() => timeline.events.length === 2);
  expect(textsOf(timeline)).toEqual(['good', 'bad']);
});

test('a client id of the wrong length is refused before anything is kept', async () => {
  const ada = await world.online('ada');
  await expect(
    ada.send(world.groupId, text('x'), { clientId: 'x'.repeat(65) }),
  ).rejects.toMatchObject({ code: 'invalid_request', details: { field: 'clientId' } });
});

test.each([
  ['memory', () => memoryOutbox()],
  ['IndexedDB', () => indexedDbOutbox(`parley-${Math.random()}`)],
])('unsent messages survive the end of the program (%s)', async (_name, makeOutbox) => {
  const outbox = makeOutbox();
  const storage = memoryStorage();
  const before = await world.online('ada', { outbox, storage });
  before.disconnect();
  const never = Promise.allSettled([
    before.send(world.groupId, text('one')),
    before.send(world.groupId, text('two')),
  ]);
  await until(() => before.conversations.loaded);
  await before.close();
  await never;
  const after = world.client({ outbox, storage });
  expect(await after.restore()).toMatchObject({ name: 'ada' });
  const timeline = after.open(world.groupId);
  await until(() => timeline.pending.length === 2);
  expect(textsOf(timeline)).toEqual(['one:queued', 'two:queued']);
  await after.connect();
  await until(() => textsOf(timeline).join() === 'one,two');
  expect(stored()).toEqual(['one', 'two']);
  await until(() => timeline.pending.length === 0);
  expect(await outbox.list(world.ada.userId)).toEqual([]);
});

test('two tabs with one outbox send each message once', async () => {
  const outbox = memoryOutbox();
  const storage = memoryStorage();
  const one = await world.online('ada', { outbox, storage });
  one.disconnect();
  const sent = Promise.all([
    one.send(world.groupId, text('one')),
    one.send(world.groupId, text('two')),
  ]);
  const two = world.client({ outbox, storage });
  await two.restore();
  const timeline = two.open(world.groupId);
  await timeline.ready;
  await Promise.all([one.connect(), two.connect()]);
  await sent;
  await until(() => textsOf(timeline).join() === 'one,two');
  expect(stored()).toEqual(['one', 'two']);
});

test('another user of the same device does not send what this one left behind', async () => {
  const outbox = memoryOutbox();
  const ada = await world.online('ada', { outbox });
  ada.disconnect();
  const left = ada.send(world.groupId, text("ada's"));
  await ada.signOut();
  await expect(left).rejects.toMatchObject({ code: 'unauthenticated' });
  await ada.signIn({ name: 'bob', password: 'bob' });
  await ada.connect();
  await ada.send(world.groupId, text("bob's"));
  expect(stored()).toEqual(["bob's"]);
});

test('what another tab has sent meanwhile is not sent again', async () => {
  const outbox = memoryOutbox();
  const storage = memoryStorage();
  const one = await world.online('ada', { outbox, storage });
  one.disconnect();
  const sent = one.send(world.groupId, text('one'));
  const two = world.client({ outbox, storage });
  await two.restore();
  const timeline = two.open(world.groupId);
  await until(() => timeline.pending.length === 1);
  await one.connect();
  await sent;
  await one.close();
  await two.connect();
  await until(() => textsOf(timeline).join() === 'one');
  const sends = world.server.frames.filter(frame => frame.op === 'send');
  expect(sends).toHaveLength(1);
});
