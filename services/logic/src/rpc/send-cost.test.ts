import { createHook } from 'node:async_hooks';
import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ExchangeReply } from '@parley/contracts';
import { LOBBY_ID, silentLogger } from '@parley/core';
import { eventually } from '@parley/testing';
import { openTestLogic, type TestLogic, text } from '../../test/harness.ts';
import type { Session } from '../tokens/authenticate.ts';
import { callerResolver } from './caller.ts';
import { logicRpcService } from './logic-service.ts';

/**
 * What a message costs between the stream and the log, counted and not timed. A promise that somebody
 * waits for costs about as much as all the checks of a message together; who adds one to each message
 * learns of it here.
 */
describe('the messages of one frame', () => {
  let logic: TestLogic;
  let ann: Session;
  let stream: EventEmitter;
  let replies: NonNullable<ExchangeReply['replies']>;
  let promises = 0;
  const hook = createHook({
    init: (_id, type) => {
      if (type === 'PROMISE') promises += 1;
    },
  });

  beforeEach(async () => {
    logic = await openTestLogic({ guests: true });
    ann = await logic.person('ann');
    await logic.settled();
    replies = [];
    stream = Object.assign(new EventEmitter(), {
      sendMetadata: () => {},
      write: (frame: ExchangeReply) => {
        replies.push(...(frame.replies ?? []));
        return true;
      },
    });
    const { useCases, calls } = logic;
    const resolve = callerResolver(useCases.authenticate);
    const { Exchange } = logicRpcService(useCases, resolve, calls, silentLogger).handlers;
    (Exchange as (stream: EventEmitter) => void)(stream);
  });
  afterEach(async () => {
    hook.disable();
    await logic.close();
  });

  function frame(from: number, count: number, accessToken?: string) {
    const session = { proof: 'session', session: ann };
    const calls = Array.from({ length: count }, (_, i) => ({
      id: from + i,
      call: 'send',
      send: {
        caller: accessToken === undefined ? session : { proof: 'accessToken', accessToken },
        conversationId: LOBBY_ID,
        clientId: `c${from + i}`,
        body: text('hello'),
      },
    }));
    return { calls };
  }

  /** A person whose device is signed in. */
  async function signUp() {
    const account = { name: 'bob', password: 'correct horse', deviceName: 'Phone' };
    const signedIn = await logic.useCases.registerAccount({ ...account, displayName: 'Bob' });
    await logic.settled();
    return signedIn;
  }

  /** Promises made until a frame of so many messages is answered and on the queue. */
  function cost(from: number, count: number, accessToken?: string): Promise<number> {
    return costOf(frame(from, count, accessToken));
  }

  async function costOf(asked: { calls: readonly object[] }): Promise<number> {
    const count = asked.calls.length;
    const before = replies.length;
    promises = 0;
    hook.enable();
    stream.emit('data', asked);
    await new Promise<void>(resolve => {
      const look = () =>
        replies.length === before + count && logic.dispatcher.size === 0
          ? resolve()
          : setImmediate(look);
      look();
    });
    hook.disable();
    await logic.settled();
    return promises;
  }

  test('make no promise of their own', async () => {
    await cost(1, 1);
    const ofOne = await cost(2, 1);
    const ofMany = await cost(3, 200);
    expect(ofMany).toBeLessThan(ofOne + 20);
    expect(replies.map(({ id }) => id)).toEqual(Array.from({ length: 202 }, (_, i) => i + 1));
    expect(replies.every(({ send }) => send?.conversationId === LOBBY_ID)).toBe(true);
    expect(logic.calls.exchanges).toBe(0);
  });

  test('make none either when each shows its access token', async () => {
    const { accessToken } = await signUp();
    await cost(1, 1, accessToken);
    const ofOne = await cost(2, 1, accessToken);
    const ofMany = await cost(3, 200, accessToken);
    expect(ofMany).toBeLessThan(ofOne + 20);
    expect(replies.every(({ send }) => send?.conversationId === LOBBY_ID)).toBe(true);
    expect(logic.calls.exchanges).toBe(0);
  });

  test('make none either when guests write in a chat that is known', async () => {
    const guests = (from: number, count: number) => ({
      calls: Array.from({ length: count }, (_, i) => ({
        id: from + i,
        call: 'guestSend',
        guestSend: { sender: 'a', receiver: 'b', clientId: `g${from + i}`, text: 'hello' },
      })),
    });
    await costOf(guests(1, 1));
    const ofOne = await costOf(guests(2, 1));
    const ofMany = await costOf(guests(3, 200));
    expect(ofMany).toBeLessThan(ofOne + 20);
    expect(replies.map(({ send }) => send?.seq)).toEqual(
      Array.from({ length: 202 }, (_, i) => i + 1),
    );
    expect(logic.calls.exchanges).toBe(0);
  });

  test('are refused from the moment on at which their device is signed out', async () => {
    const { accessToken, user, sessionId } = await signUp();
    await cost(1, 1, accessToken);
    await logic.useCases.signOut({ userId: user.userId, sessionId }, { which: 'own' });
    stream.emit('data', frame(2, 2, accessToken));
    await eventually(() => replies.length === 3);
    expect(replies.map(({ error }) => error?.code)).toEqual([
      undefined,
      'session_revoked',
      'session_revoked',
    ]);
    expect(logic.calls.exchanges).toBe(0);
  });

  test('are refused one by one for what is wrong with each, whoever shows a token', async () => {
    const { accessToken } = await signUp();
    const { calls } = frame(1, 2, accessToken);
    const [first, second] = calls;
    if (first) first.send.body = '{"kind":"text","text":" "}';
    const forged = frame(3, 1, `${accessToken}x`).calls;
    stream.emit('data', { calls: [first, ...forged, second] });
    await eventually(() => replies.length === 3);
    const byId = new Map(replies.map(reply => [reply.id, reply]));
    expect(byId.get(1)?.error).toMatchObject({ code: 'invalid_request', field: 'text' });
    expect(byId.get(3)?.error).toMatchObject({ code: 'unauthenticated' });
    expect(byId.get(2)?.send).toMatchObject({ conversationId: LOBBY_ID });
  });

  test('are in one commit and keep their order beside what is refused', async () => {
    const calls = [...frame(1, 3).calls, ...frame(1, 1).calls, ...frame(4, 2).calls];
    const [, second] = calls;
    if (second) second.send.body = '{"kind":"text","text":" "}';
    stream.emit('data', { calls: calls.map((call, index) => ({ ...call, id: index })) });
    await eventually(() => replies.length === 6);
    const byId = new Map(replies.map(reply => [reply.id, reply]));
    expect(byId.get(1)?.error).toMatchObject({ code: 'invalid_request', field: 'text' });
    expect([0, 2, 3, 4, 5].map(id => byId.get(id)?.send?.seq)).toEqual([2, 3, 2, 4, 5]);
  });
});
