import { createHook } from 'node:async_hooks';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Call__Output, LogicClient, type Reply } from '@parley/contracts';
import { silentLogger } from '@parley/core';
import { createMemoryRegistry } from '@parley/registry/memory';
import { createLocalTransport, createLogicGateway, serveExchange } from '@parley/rpc';
import { eventually } from '@parley/testing';
import { DEFAULT_LIMITS } from '@parley/wire';
import { Channel, type Identity } from '../src/channel/channel.ts';
import { createFrameReader } from '../src/frames/read-frame.ts';
import { Answers } from '../src/use-cases/answer.ts';
import { createSendMessage } from '../src/use-cases/send-message.ts';

/** Answers each message, in the turn in which it comes; who says "no" is refused. */
function answerTo({ id, send }: Call__Output): Reply {
  if (send?.body.includes('no')) return { id, error: { code: 'forbidden', message: 'No.' } };
  return { id, send: { conversationId: send?.conversationId, seq: id, messageId: `1${id}` } };
}

const ann: Identity = {
  userId: '1',
  sessionId: '2',
  deviceId: 'd',
  boundAtUs: 0,
  attempt: 0,
  presenceMode: 'auto',
  caller: {},
};

/**
 * What a message costs between a frame's text and its answer, counted and not timed: a promise that
 * somebody waits for costs as much as reading the frame.
 */
describe('messages', () => {
  let gateway: Awaited<ReturnType<typeof createLogicGateway>>;
  let channel: Channel;
  let promises = 0;
  const hook = createHook({
    init: (_id, type) => {
      if (type === 'PROMISE') promises += 1;
    },
  });
  const tally = { requestsInFlight: 0, paused: 0, framesOut: 0, bytesOut: 0 };
  const answers: string[] = [];
  const transport = {
    writableLength: 0,
    isPaused: false,
    write: () => {},
    onceDrained: () => {},
    ping: () => {},
    pause: () => {},
    resume: () => {},
    close: () => {},
    terminate: () => {},
  };

  beforeEach(async () => {
    const local = createLocalTransport();
    const handle = serveExchange({
      logger: silentLogger,
      handle: (call, replies) => {
        replies.answer(answerTo(call));
        return undefined;
      },
    });
    const serving = local.serve([
      { definition: LogicClient.service, handlers: { Exchange: handle } },
    ]);
    const registry = createMemoryRegistry();
    await registry.register({
      service: 'logic',
      instanceId: 'l',
      address: serving.address,
      meta: {},
    });
    gateway = await createLogicGateway({
      registry,
      credentials: { kind: 'secret', secret: 's' },
      local,
      logger: silentLogger,
    });
    const host = { outboundBytes: 1e9, tally, left: () => {} };
    channel = new Channel('c', transport, host, 60_000);
    channel.send = frame => answers.push(String(frame.subarray(frame[1] === 126 ? 4 : 2))) > 0;
    await eventually(() => gateway.ready());
  });
  afterEach(async () => {
    channel.close('going_away');
    await gateway.close();
  });

  /** Sends them, and waits for the answers. */
  async function send(...texts: string[]): Promise<unknown[]> {
    const reader = createFrameReader(DEFAULT_LIMITS);
    const inHand = new Answers({ maxInFlight: 1_000, tally, logger: silentLogger });
    const sendMessage = createSendMessage({ logic: gateway, answers: inHand });
    answers.length = 0;
    promises = 0;
    hook.enable();
    for (const [id, text] of texts.entries()) {
      const body = { kind: 'text', text };
      const frame = { op: 'send', id, conversationId: '7', clientId: `c-${id}`, body };
      const reading = reader.read(JSON.stringify(frame));
      if (reading.ok && reading.frame.op === 'send') sendMessage(channel, ann, reading.frame);
    }
    await new Promise<void>(resolve => {
      const look = () => (answers.length === texts.length ? resolve() : setImmediate(look));
      look();
    });
    hook.disable();
    return answers.map(text => JSON.parse(text) as unknown);
  }

  test('make no promise of their own', async () => {
    await send('first');
    await send('one');
    const ofOne = promises;
    await send(...Array<string>(200).fill('many'));
    expect(promises).toBeLessThan(ofOne + 20);
  });

  test('are answered each, with an error or not', async () => {
    expect(await send('yes', 'no', 'yes')).toMatchObject([
      { op: 'sent', id: 0, conversationId: '7' },
      { op: 'error', id: 1, error: { code: 'forbidden', message: 'No.' } },
      { op: 'sent', id: 2, conversationId: '7' },
    ]);
    expect([channel.inFlight, tally.requestsInFlight]).toEqual([0, 0]);
  });

  test('are refused when logic is not there any more', async () => {
    await gateway.close();
    expect(await send('late')).toMatchObject([
      { op: 'error', id: 0, error: { code: 'unavailable' } },
    ]);
  });
});
