import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
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

const HANDSHAKE: Record<string, string> = {
  host: 'localhost',
  connection: 'keep-alive, Upgrade',
  upgrade: 'WebSocket',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  'sec-websocket-version': '13',
};

/** All that the server answers to a request with these headers; the client ends at once. */
function answerTo(headers: Record<string, string>, line = `GET ${CONNECT_PATH} HTTP/1.1`) {
  const socket = connect(node.port, '127.0.0.1');
  const fields = Object.entries({ ...HANDSHAKE, ...headers }).filter(([, value]) => value !== '');
  const head = fields.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  // A close frame right behind the request: who is let in is out again.
  socket.write(`${line}\r\n${head}\r\n`);
  socket.end(Buffer.from([0x88, 0x80, 1, 2, 3, 4]));
  return text(socket);
}

test('a handshake is answered with the key of the RFC, and nothing that was offered', async () => {
  node = await startNode();
  const answer = await answerTo({
    'sec-websocket-extensions': 'permessage-deflate',
    'sec-websocket-protocol': 'chat',
  });
  expect(answer).toMatch(/^HTTP\/1\.1 101 /);
  expect(answer).toContain('Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n');
  expect(answer).not.toMatch(/extensions|protocol:/i);
  // The bare close frame is answered with one.
  expect(answer.endsWith('\r\n\r\n\ufffd\0')).toBe(true);
});

test.each<[string, Record<string, string>, number, RegExp]>([
  ['no key', { 'sec-websocket-key': '' }, 400, /./],
  ['a short key', { 'sec-websocket-key': 'dGhlIHNhbXBsZQ==' }, 400, /./],
  ['a key that is not base64', { 'sec-websocket-key': '!'.repeat(24) }, 400, /./],
  ['no version', { 'sec-websocket-version': '' }, 426, /Sec-WebSocket-Version: 13\r\n/],
  ['an older version', { 'sec-websocket-version': '8' }, 426, /Sec-WebSocket-Version: 13\r\n/],
  ['another protocol', { upgrade: 'h2c' }, 426, /Upgrade: websocket\r\n/],
  ['a foreign page', { origin: 'https://evil.example' }, 403, /./],
])('%s is refused', async (_what, headers, status, expected) => {
  node = await startNode();
  const answer = await answerTo(headers);
  expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(answer).toMatch(expected);
  expect(node.service.sockets).toBe(0);
});

test('a handshake is a GET of HTTP/1.1', async () => {
  node = await startNode();
  const post = await answerTo({ 'content-length': '0' }, `POST ${CONNECT_PATH} HTTP/1.1`);
  expect(post).toMatch(/^HTTP\/1\.1 405 .*\r\n(.*\r\n)*Allow: GET\r\n/);
  expect(await answerTo({}, `GET ${CONNECT_PATH} HTTP/1.0`)).toMatch(/^HTTP\/1\.1 400 /);
});

test('a frame may come in the packet of the request', async () => {
  node = await startNode();
  const socket = connect(node.port, '127.0.0.1');
  const fields = Object.entries(HANDSHAKE).map(([name, value]) => `${name}: ${value}\r\n`);
  const request = Buffer.from(`GET ${CONNECT_PATH} HTTP/1.1\r\n${fields.join('')}\r\n`);
  const ping = Buffer.from([0x89, 0x82, 0, 0, 0, 0, 0x68, 0x69]);
  socket.end(Buffer.concat([request, ping]));
  expect((await text(socket)).endsWith('\r\n\r\n\ufffd\u0002hi')).toBe(true);
});
