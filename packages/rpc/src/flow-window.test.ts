import { setImmediate as nextTurn } from 'node:timers/promises';
import type { UntypedServiceImplementation } from '@grpc/grpc-js';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { LogicClient } from '@parley/contracts';
import { silentLogger } from '@parley/core';
import { CHANNEL_OPTIONS } from './channel.ts';
import { callMetadata, channelCredentials } from './credentials.ts';
import { STREAM_WINDOW_BYTES } from './limits.ts';
import type { ClientStream, ServerStream } from './link.ts';
import { type RpcServer, startRpcServer } from './server.ts';
import { SECRET } from './test/tiers.ts';

const BODY = 'x'.repeat(STREAM_WINDOW_BYTES - 1_024);
/** With the windows that HTTP/2 begins with there are sixteen round trips, each of several turns. */
const FEW_TURNS = 16;

let server: RpcServer;
let client: InstanceType<typeof LogicClient>;
let accepted: Promise<ServerStream<object, object>>;

beforeEach(async () => {
  let accept: (stream: ServerStream<object, object>) => void;
  accepted = new Promise(resolve => {
    accept = resolve;
  });
  const handlers: UntypedServiceImplementation = {
    exchange: (stream: ServerStream<object, object>) => accept(stream),
  };
  const services = [{ definition: LogicClient.service, handlers }];
  const options = { host: '127.0.0.1', port: 0, credentials: SECRET, services };
  server = await startRpcServer({ ...options, logger: silentLogger });
  const address = `127.0.0.1:${server.port}`;
  client = new LogicClient(address, channelCredentials(SECRET), CHANNEL_OPTIONS);
});
afterEach(async () => {
  client.close();
  await server.close(0);
});

test('a frame of nearly a window comes to a server in a few turns of the event loop', async () => {
  const calls = client.exchange(callMetadata(SECRET)) as ClientStream<object, object>;
  calls.on('error', () => {});
  const server = await accepted;
  const frame = { calls: [{ id: 1, send: { body: BODY } }] };
  expect(await turnsUntil(server, () => calls.write(frame))).toBeLessThan(FEW_TURNS);
});

test('a frame of nearly a window comes to a client in a few turns of the event loop', async () => {
  const calls = client.exchange(callMetadata(SECRET)) as ClientStream<object, object>;
  calls.on('error', () => {});
  const server = await accepted;
  const frame = { replies: [{ id: 1, send: { messageId: BODY } }] };
  expect(await turnsUntil(calls, () => server.write(frame))).toBeLessThan(FEW_TURNS);
});

/** Turns until the frame that is sent has been read. */
async function turnsUntil(
  reader: { on(event: 'data', listener: () => void): unknown },
  send: () => void,
): Promise<number> {
  let isRead = false;
  reader.on('data', () => {
    isRead = true;
  });
  send();
  let turns = 0;
  for (; !isRead; turns++) await nextTurn();
  return turns;
}
