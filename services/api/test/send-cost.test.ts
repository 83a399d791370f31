import { createHook } from 'node:async_hooks';
import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from '@jest/globals';
import { silentLogger } from '@parley/core';
import { Registry } from 'prom-client';
import { createApi } from '../src/index.ts';
import { MemoryLogic } from './memory-logic.ts';

const SENDS = 50;

/** logic that answers a send at once, without a promise of its own. */
class PromptLogic extends MemoryLogic {
  override ask: MemoryLogic['ask'] = (_kind, _call, _key, asker) => {
    const sent = { conversationId: '10', seq: 1, messageId: '7', createdAtMs: 1 };
    asker.answered(sent as never);
  };
}

/**
 * What a send costs here, counted and not timed: a promise for each, with who waits for it, took about
 * as long as checking it.
 */
test('a send makes no promise', async () => {
  const options = { port: 0, requestsPerSecond: 10_000 };
  const metrics = new Registry();
  const api = createApi({ logic: new PromptLogic(), logger: silentLogger, metrics, options });
  const { port } = await api.listen();
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  const body = '{"clientId":"c","body":{"kind":"text","text":"hello"}}';
  const request =
    `POST /v1/conversations/10/messages HTTP/1.1\r\nHost: parley\r\nAuthorization: Bearer any\r\n` +
    `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  let promises = 0;
  const hook = createHook({
    init: (_id, type) => {
      if (type === 'PROMISE') promises += 1;
    },
  });
  /** Promises made until so many sends, one after the other on one connection, are answered. */
  const cost = async (sends: number) => {
    let answered = 0;
    const all = new Promise<void>(resolve => {
      const hear = (chunk: Buffer) => {
        answered += String(chunk).split('HTTP/1.1 201').length - 1;
        if (answered < sends) return;
        socket.off('data', hear);
        resolve();
      };
      socket.on('data', hear);
    });
    promises = 0;
    hook.enable();
    socket.write(request.repeat(sends));
    await all;
    hook.disable();
    return promises;
  };
  try {
    await once(socket, 'connect');
    await cost(1);
    const ofOne = await cost(1);
    const ofMany = await cost(SENDS);
    expect(ofMany).toBeLessThan(ofOne + SENDS / 2);
  } finally {
    hook.disable();
    socket.destroy();
    await api.close();
  }
});
