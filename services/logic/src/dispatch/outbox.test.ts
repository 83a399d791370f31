import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { LOBBY_ID } from '@parley/core';
import { eventually } from '@parley/testing';
import { Registry } from 'prom-client';
import {
  openTestLogic,
  QUEUE_IS_AWAY,
  sendMessage,
  type TestLogic,
  text,
} from '../../test/harness.ts';
import { assembleLogic } from '../assemble-logic.ts';
import type { Session } from '../tokens/authenticate.ts';

let logic: TestLogic;
let ann: Session;

beforeEach(async () => {
  logic = await openTestLogic({ maxWaitingDispatches: 3 });
  ann = await logic.person('ann');
  await logic.settled();
});
afterEach(() => logic.close());

const say = (clientId: string) =>
  logic.send(ann, { conversationId: LOBBY_ID, clientId, body: text(clientId) });

/** What the database says was committed long ago and never dispatched. */
const undispatched = () => logic.store.log.undispatched(logic.fakeClock.nowMs() + 60_000, 10);

describe('the outbox', () => {
  test('an acknowledged event is on the queue and below the watermark', async () => {
    await say('one');
    await logic.settled();
    expect(logic.queue.places).toEqual(['1/1', '1/2']);
    expect(await undispatched()).toEqual([]);
    logic.fakeClock.advance(5_000);
    expect(await logic.sweeper.sweep()).toBe(0);
  });

  test('nobody waits for the queue; when it is back everything comes, in order', async () => {
    logic.queue.refusal = QUEUE_IS_AWAY;
    expect(await say('one')).toMatchObject({ seq: 2 });
    expect(await say('two')).toMatchObject({ seq: 3 });
    expect(logic.queue.places).toEqual(['1/1']);
    logic.queue.refusal = undefined;
    await eventually(() => expect(logic.queue.places).toEqual(['1/1', '1/2', '1/3']));
    await logic.settled();
    expect(await undispatched()).toEqual([]);
  });

  test('what waits here is not swept', async () => {
    logic.queue.refusal = QUEUE_IS_AWAY;
    await say('one');
    logic.fakeClock.advance(60_000);
    expect(await logic.sweeper.sweep()).toBe(0);
    logic.queue.refusal = undefined;
    await logic.settled();
    expect(logic.queue.places).toEqual(['1/1', '1/2']);
  });

  test('what does not fit into memory while the queue is away is swept later', async () => {
    logic.queue.refusal = QUEUE_IS_AWAY;
    for (let i = 2; i <= 9; i++) await say(`m${i}`);
    logic.queue.refusal = undefined;
    await logic.settled();
    expect(logic.queue.places.length).toBeLessThan(9);
    logic.fakeClock.advance(5_000);
    expect(await logic.sweeper.sweep()).toBeGreaterThan(0);
    await logic.settled();
    const all = Array.from({ length: 9 }, (_, i) => `1/${i + 1}`);
    expect([...new Set(logic.queue.places)].sort()).toEqual(all);
    expect(await undispatched()).toEqual([]);
  });

  test('a crash between commit and queue loses nothing: another instance sweeps', async () => {
    logic.queue.refusal = new Error('killed');
    await say('one');
    await say('two');
    await logic.settled();
    logic.queue.refusal = undefined;
    expect(logic.queue.places).toEqual(['1/1']);

    const survivor = assembleLogic({ ...logic.ports, metrics: new Registry() });
    expect(await survivor.sweeper.sweep()).toBe(0); // younger than a second
    logic.fakeClock.advance(1_500);
    expect(await survivor.sweeper.sweep()).toBe(2);
    await survivor.watermark.flush();
    expect(logic.queue.places).toEqual(['1/1', '1/2', '1/3']);
    expect(await survivor.sweeper.sweep()).toBe(0);
  });

  test('an event that another instance has not dispatched is not passed over', async () => {
    logic.queue.refusal = new Error('killed');
    await say('lost');
    await logic.settled();
    logic.queue.refusal = undefined;

    const survivor = assembleLogic({ ...logic.ports, metrics: new Registry() });
    const input = { conversationId: LOBBY_ID, clientId: 'next', body: text('next') };
    await sendMessage(survivor, ann, input);
    await survivor.dispatcher.drained();
    await survivor.watermark.flush();
    expect(logic.queue.places).toEqual(['1/1', '1/3']);
    expect(await undispatched()).toEqual([{ conversationId: LOBBY_ID, fromSeq: 2, toSeq: 3 }]);
    logic.fakeClock.advance(1_500);
    expect(await survivor.sweeper.sweep()).toBe(2);
    await survivor.watermark.flush();
    expect(await undispatched()).toEqual([]);
  });

  test('swept membership events say again who hears the conversation', async () => {
    const bob = await logic.person('bob');
    await logic.settled();
    logic.queue.refusal = new Error('killed');
    const { conversation } = await logic.useCases.createConversation(ann, {
      kind: 'group',
      title: 'Two',
      memberIds: [bob.userId],
    });
    await logic.useCases.removeMember(ann, conversation.conversationId, bob.userId);
    await logic.settled();
    logic.queue.refusal = undefined;
    logic.fakeClock.advance(1_500);
    expect(await logic.sweeper.sweep()).toBe(2);
    const [created, removed] = logic.queue.published.slice(-2);
    expect(created?.subscriptions).toEqual([
      { userId: ann.userId, subscribed: true },
      { userId: bob.userId, subscribed: true },
    ]);
    expect(removed?.subscriptions).toEqual([{ userId: bob.userId, subscribed: false }]);
  });

  test('the sweeper runs by itself, survives a failure and stops', async () => {
    const busy = assembleLogic({
      ...logic.ports,
      metrics: new Registry(),
      options: { ...logic.ports.options, sweepIntervalMs: 10 },
    });
    logic.queue.refusal = new Error('killed');
    await say('one');
    await logic.settled();
    logic.fakeClock.advance(1_500);
    busy.sweeper.start();
    await new Promise(resolve => setTimeout(resolve, 50));
    logic.queue.refusal = undefined;
    await eventually(() => expect(logic.queue.places).toContain('1/2'));
    await busy.sweeper.close();
    await busy.watermark.flush();
  });
});
