import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { LogicClient } from '@parley/contracts';
import { silentLogger } from '@parley/core';
import { createMemoryRegistry } from '@parley/registry/memory';
import {
  createLogicGateway,
  serveExchange,
  startRpcServer,
  type TierCredentials,
} from '@parley/rpc';
import { eventually } from '@parley/testing';
import { Registry } from 'prom-client';
import { createApi } from '../src/index.ts';

const SENDS = 100;
/** Of sends that come at once so many share a frame at least; all of them when this was written. */
const LEAST_TOGETHER = 4;
const credentials: TierCredentials = { kind: 'secret', secret: 'between-the-tiers' };

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** An api in front of one instance of logic, by gRPC; `frames` have crossed between them. */
async function start() {
  const seen = { calls: 0, frames: 0 };
  const serve = serveExchange({
    logger: silentLogger,
    handle: async ({ send }) => {
      seen.calls += 1;
      return { send: { conversationId: send?.conversationId, seq: seen.calls, messageId: '7' } };
    },
  });
  type Stream = Parameters<typeof serve>[0];
  const server = await startRpcServer({
    host: '127.0.0.1',
    port: 0,
    credentials,
    logger: silentLogger,
    services: [
      {
        definition: LogicClient.service,
        handlers: {
          exchange: (stream: Stream) => {
            stream.on('data', () => {
              seen.frames += 1;
            });
            serve(stream);
          },
        },
      },
    ],
  });
  open.push(() => server.close(0));
  const registry = createMemoryRegistry();
  const address = `127.0.0.1:${server.port}`;
  await registry.register({ service: 'logic', instanceId: 'l1', address, meta: {} });
  const logic = await createLogicGateway({ registry, credentials, logger: silentLogger });
  open.push(() => logic.close());
  await eventually(() => expect(logic.ready()).toBe(true));
  const options = { port: 0, requestsPerSecond: 10_000 };
  const api = createApi({ logic, logger: silentLogger, metrics: new Registry(), options });
  const { port } = await api.listen();
  open.push(() => api.close());
  return { seen, port };
}

async function dial(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  open.push(async () => socket.destroy());
  return socket;
}

async function send(socket: Socket, n: number): Promise<void> {
  const body = `{"clientId":"c-${n}","body":{"kind":"text","text":"hello"}}`;
  socket.write(
    `POST /v1/conversations/10/messages HTTP/1.1\r\nHost: parley\r\nAuthorization: Bearer any\r\n` +
      `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
  const [answer] = await once(socket, 'data');
  expect(String(answer)).toMatch(/^HTTP\/1.1 201 .*"messageId":"7"/s);
}

test('sends one after the other take a frame each and leave their connection open', async () => {
  const { seen, port } = await start();
  const socket = await dial(port);
  for (let n = 0; n < SENDS; n++) await send(socket, n);
  expect(seen).toEqual({ calls: SENDS, frames: SENDS });
});

test('sends that come at once share the frames to logic', async () => {
  const { seen, port } = await start();
  const sockets = await Promise.all(Array.from({ length: SENDS }, () => dial(port)));
  // Connections are accepted one in a turn of the event loop: only when all are there does it count.
  await Promise.all(sockets.map(send));
  Object.assign(seen, { calls: 0, frames: 0 });
  await Promise.all(sockets.map(send));
  expect(seen.calls).toBe(SENDS);
  expect(seen.frames).toBeLessThanOrEqual(SENDS / LEAST_TOGETHER);
});
