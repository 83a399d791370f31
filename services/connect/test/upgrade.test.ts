import { afterEach, expect, test } from '@jest/globals';
import { eventually } from '@parley/testing';
import { CONNECT_PATH } from '@parley/wire';
import { WebSocket } from 'ws';
import { startNode, type TestNode } from './harness.ts';

let node: TestNode;
afterEach(() => node.close());

test.each<[string | undefined, string[], boolean]>([
  [undefined, [], true],
  ['http://127.0.0.1:8080', [], true],
  ['https://127.0.0.1', [], true],
  ['https://evil.example', [], false],
  ['null', [], false],
  ['not an origin', [], false],
  ['https://chat.example', ['https://chat.example'], true],
  ['https://chat.example:8443', ['https://chat.example'], false],
  ['http://chat.example', ['https://chat.example'], false],
  ['https://evil.example', ['*'], true],
])('origin %s with %j allowed: %s', async (origin, allowedOrigins, allowed) => {
  node = await startNode({ allowedOrigins });
  const connecting = node.connect({ headers: origin === undefined ? {} : { origin } });
  if (allowed) await connecting;
  else await expect(connecting).rejects.toThrow('403');
});

test('another path is not found', async () => {
  node = await startNode();
  const socket = new WebSocket(`ws://127.0.0.1:${node.port}/`);
  const error = await new Promise(resolve => socket.once('error', resolve));
  expect(String(error)).toContain('404');
});

test('the path may have a query', async () => {
  node = await startNode();
  const socket = new WebSocket(`ws://127.0.0.1:${node.port}${CONNECT_PATH}?v=2`);
  await new Promise(resolve => socket.once('open', resolve));
  socket.terminate();
});

test('plain requests are for ops, others are told what this is', async () => {
  node = await startNode({
    ops(req, res) {
      if (req.url !== '/livez') return false;
      res.end('alive');
      return true;
    },
  });
  const get = (path: string) => fetch(`http://127.0.0.1:${node.port}${path}`);
  expect(await (await get('/livez')).text()).toBe('alive');
  expect((await get(CONNECT_PATH)).status).toBe(426);
  expect((await get('/nothing')).status).toBe(404);
});

test('a peer that vanishes in the middle of the upgrade is no news', async () => {
  node = await startNode({ limits: { helloTimeoutMs: 100 } });
  const client = await node.connect();
  client.socket.terminate();
  await eventually(() => node.service.sockets === 0);
});
