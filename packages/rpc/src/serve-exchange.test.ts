import type { handleBidiStreamingCall } from '@grpc/grpc-js';
import { afterEach, describe, expect, it } from '@jest/globals';
import {
  type Call__Output,
  type ExchangeReply,
  type ExchangeReply__Output,
  type ExchangeRequest__Output,
  LogicClient,
  type Reply__Output,
} from '@parley/contracts';
import { ParleyError, silentLogger, sleep } from '@parley/core';
import { eventually } from '@parley/testing';
import { callMetadata } from './credentials.ts';
import { type ServeExchangeOptions, serveExchange } from './serve-exchange.ts';
import { captureLogger } from './test/capture-logger.ts';
import { endOf, foreignClient } from './test/foreign-client.ts';
import { createGate } from './test/gate.ts';
import { createTiers, SECRET } from './test/tiers.ts';

const tiers = createTiers();
const closers: (() => void)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) close();
  await tiers.close();
});

/** A server with this handler and a bare stream to it, whose frames can be counted. */
async function open(options: Partial<ServeExchangeOptions>) {
  const serve = serveExchange({
    logger: silentLogger,
    handle: async () => ({ done: {} }),
    ...options,
  });
  const requests: ExchangeRequest__Output[] = [];
  const exchange: handleBidiStreamingCall<ExchangeRequest__Output, ExchangeReply> = stream => {
    serve(stream);
    stream.on('data', frame => requests.push(frame));
  };
  const server = await tiers.serve('logic', 'l1', { exchange });
  const client = foreignClient(server.port, LogicClient);
  closers.push(() => client.close());
  const stream = client.exchange(callMetadata(SECRET));
  closers.push(() => stream.cancel());
  stream.on('error', () => {});
  const frames: Reply__Output[][] = [];
  const listen = () =>
    stream.on('data', ({ replies }: ExchangeReply__Output) => {
      frames.push(replies);
    });
  return { stream, requests, frames, listen, replies: () => frames.flat() };
}

const calls = (from: number, to: number, body = '') =>
  Array.from({ length: to - from + 1 }, (_, i) => ({ id: from + i, send: { body } }));

const ids = (replies: Reply__Output[]) => replies.map(({ id }) => id);

describe('serveExchange', () => {
  it('starts all calls of a frame in one turn and answers them in one frame', async () => {
    const turns: number[] = [];
    let turn = 0;
    const { stream, listen, frames } = await open({
      handle: async call => {
        if (turns.length === 0) setImmediate(() => turn++);
        turns.push(turn);
        return { send: { conversationId: '7', seq: call.id } };
      },
    });
    listen();
    stream.write({ calls: calls(1, 200) });
    await eventually(() => frames.length > 0);
    expect(turns).toEqual(Array(200).fill(0));
    expect(frames).toHaveLength(1);
    expect(frames[0]?.[41]).toMatchObject({ id: 42, reply: 'send', send: { seq: 42 } });
  });

  it('answers in any order', async () => {
    const gate = createGate();
    const { stream, listen, replies } = await open({
      handle: async call => {
        if (call.id === 1) await gate.pass();
        return { done: {} };
      },
    });
    listen();
    stream.write({ calls: calls(1, 3) });
    await eventually(() => replies().length === 2);
    gate.open();
    await eventually(() => replies().length === 3);
    expect(ids(replies())).toEqual([2, 3, 1]);
  });

  it('answers a call that throws with its error, and the others as ever', async () => {
    const { logger, lines } = captureLogger();
    const handle = (call: Call__Output) => {
      if (call.id === 1) throw new ParleyError('not_a_member', 'No.', { field: 'conversationId' });
      if (call.id === 2) return Promise.reject(new Error('the disk is full'));
      return Promise.resolve({ done: {} });
    };
    const { stream, listen, replies } = await open({ handle, logger });
    listen();
    stream.write({ calls: calls(1, 3) });
    await eventually(() => replies().length === 3);
    const byId = new Map(replies().map(reply => [reply.id, reply]));
    expect(byId.get(1)?.error).toMatchObject({ code: 'not_a_member', field: 'conversationId' });
    expect(byId.get(2)?.error).toMatchObject({ code: 'internal' });
    expect(byId.get(2)?.error?.message).not.toContain('disk');
    expect(byId.get(3)?.done).toEqual({});
    expect(lines.filter(({ level }) => level === 'error')).toHaveLength(1);
  });

  it('refuses what goes beyond its bound at once, and recovers', async () => {
    const gate = createGate();
    let refused = 0;
    const { stream, listen, replies } = await open({
      maxUnanswered: 10,
      onRefused: () => {
        refused += 1;
      },
      handle: async () => {
        await gate.pass();
        return { done: {} };
      },
    });
    listen();
    stream.write({ calls: calls(1, 12) });
    await eventually(() => replies().length === 2);
    expect(ids(replies())).toEqual([11, 12]);
    expect(replies()[0]?.error).toMatchObject({ code: 'overloaded', retryAfterMs: 500 });
    expect(refused).toBe(2);
    gate.open();
    await eventually(() => replies().length === 12);
    stream.write({ calls: calls(13, 22) });
    await eventually(() => replies().length === 22);
    expect(replies().filter(({ error }) => error)).toHaveLength(2);
  });

  it('does not read from a client that does not read', async () => {
    // Each fills a frame of its own.
    const event = Buffer.alloc(1024 * 1024);
    const { stream, requests, listen, replies } = await open({
      handle: async () => ({ history: { epoch: 1, events: [event], hasMore: false } }),
    });
    const total = 100;
    listen();
    stream.write({ calls: calls(1, 1) });
    await eventually(() => replies().length === 1);
    stream.pause();
    for (let id = 2; id <= total; id++) {
      stream.write({ calls: calls(id, id) });
      await sleep(1);
    }
    await sleep(100);
    const taken = requests.length;
    expect(taken).toBeLessThan(total);
    await sleep(100);
    expect(requests.length).toBe(taken);
    stream.resume();
    await eventually(() => replies().length === total, { timeoutMs: 10_000 });
    expect(ids(replies()).sort((a, b) => a - b)).toEqual(calls(1, total).map(({ id }) => id));
  });

  it('ends when the client has said its last word and has all its answers', async () => {
    const gate = createGate();
    const { stream, listen, replies } = await open({
      handle: async () => {
        await gate.pass();
        return { done: {} };
      },
    });
    listen();
    const ended = endOf(stream);
    stream.write({ calls: calls(1, 2) });
    stream.end();
    await gate.reached;
    gate.open();
    await expect(ended).resolves.toBeUndefined();
    expect(ids(replies())).toEqual([1, 2]);
  });

  it('drops the answers of a client that is gone', async () => {
    const gate = createGate();
    const { logger, lines } = captureLogger();
    let answered = 0;
    const { stream } = await open({
      logger,
      handle: async () => {
        await gate.pass();
        answered++;
        return { done: {} };
      },
    });
    stream.write({ calls: calls(1, 5) });
    await gate.reached;
    stream.cancel();
    await sleep(20);
    gate.open();
    await eventually(() => answered === 5);
    await sleep(20);
    expect(lines).toEqual([]);
  });
});
