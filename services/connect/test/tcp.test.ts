import { connect } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { sleep } from '@parley/core';
import { eventually } from '@parley/testing';
import { CLOSE, shouldReconnect } from '@parley/wire';
import { startNode, type TestNode } from './harness.ts';
import { frameOf } from './tcp-client.ts';

let node: TestNode;
afterEach(() => node.close());

const GROUP = '20';

async function startWithGroup(settings: Parameters<typeof startNode>[0] = {}): Promise<void> {
  node = await startNode(settings);
  node.logic.createGroup(GROUP, ['7', '8']);
}

async function arrive(userId: string) {
  const client = await node.connectTcp('p1');
  return client.welcomed(node.logic.signIn(userId), { deviceId: `d-${userId}` });
}

test('people on TCP and on a WebSocket talk with each other', async () => {
  await startWithGroup();
  const ann = await arrive('7');
  const bob = await (await node.connect()).welcomed(node.logic.signIn('8'), { deviceId: 'd-8' });
  expect(await ann.answer(ann.send(GROUP, 'c-1', 'from TCP'))).toMatchObject({
    op: 'sent',
    seq: 1,
  });
  bob.send(GROUP, 'c-2', 'from a WebSocket');
  await eventually(() => expect(bob.heard).toEqual(['20/1', '20/2']));
  await eventually(() => {
    const events = ann.all({ op: 'events' }).flatMap(frame => frame.events);
    expect(events).toMatchObject([
      { seq: 1, body: { text: 'from TCP' } },
      { seq: 2, body: { text: 'from a WebSocket' } },
    ]);
  });
  const page = ann.request({ op: 'history', conversationId: GROUP, afterSeq: 0, limit: 10 });
  expect(await ann.answer(page)).toMatchObject({ op: 'page', hasMore: false });
});

test('frames may come byte by byte, and many at once', async () => {
  await startWithGroup();
  const ann = await arrive('7');
  const body = JSON.stringify({ op: 'ping', id: 100 });
  for (const byte of frameOf('p1', body)) {
    ann.write(Buffer.of(byte));
    await sleep(1);
  }
  expect(await ann.answer(100)).toEqual({ op: 'pong', id: 100 });
  const pings = Array.from({ length: 50 }, (_, i) => ({ op: 'ping', id: 200 + i }));
  const bytes = Buffer.concat(pings.map(frame => frameOf('p1', JSON.stringify(frame))));
  ann.write(bytes.subarray(0, 1001));
  await sleep(5);
  ann.write(bytes.subarray(1001));
  await eventually(() => expect(ann.all({ op: 'pong' })).toHaveLength(51));
  expect(ann.all({ op: 'pong' }).map(({ id }) => id)).toEqual([100, ...pings.map(({ id }) => id)]);
});

test('an empty frame is a ping; who answers stays, who does not is closed', async () => {
  await startWithGroup({ limits: { heartbeatMs: 400 } });
  const [ann, bob] = [await arrive('7'), await arrive('8')];
  let answered = 0;
  const answering = setInterval(() => {
    const pings = ann.bodies.filter(body => body === '').length;
    for (; answered < pings; answered++) ann.put('');
  }, 10);
  try {
    expect(await bob.closing()).toMatchObject({ op: 'closed', code: CLOSE.idle_timeout });
    expect(bob.bodies).toContain('');
    await sleep(1_000);
    expect(ann.frames.at(-1)).toMatchObject({ op: 'welcome' });
    expect(answered).toBeGreaterThan(1);
  } finally {
    clearInterval(answering);
  }
});

test.each([
  ['another name', Buffer.from('x1\0\0\0\x06'), CLOSE.protocol_error],
  ['the beginning of another name', Buffer.from('x'), CLOSE.protocol_error],
  ['another version', Buffer.from('p2'), CLOSE.protocol_error],
  ['gochat’s name', Buffer.from('v1\0\x04'), CLOSE.protocol_error],
  ['no length', frameOf('p1', '', 0), CLOSE.protocol_error],
  ['a length below that of the header', frameOf('p1', '', 5), CLOSE.protocol_error],
  ['one byte too many, of which none has come', frameOf('p1', '', 2_000 + 7), 1009],
  ['the highest length', frameOf('p1', '', 0xffffffff), 1009],
  ['what is not UTF-8', frameOf('p1', Buffer.of(0x7b, 0xff, 0x7d)), 1007],
])('%s is closed with a code', async (_what, bytes, code) => {
  await startWithGroup({ limits: { frameBytes: 2_000 } });
  const ann = await arrive('7');
  // What came before it is taken.
  const good = frameOf('p1', JSON.stringify({ op: 'ping', id: 9 }));
  ann.write(Buffer.concat([good, bytes]));
  const last = await ann.closing();
  expect(last).toEqual({ op: 'closed', code, reason: expect.stringMatching(/./) });
  expect(ann.one({ id: 9 })).toEqual({ op: 'pong', id: 9 });
  await eventually(() => node.service.sockets === 0);
});

test('a frame of the largest size is taken', async () => {
  await startWithGroup({ limits: { frameBytes: 2_000 } });
  const ann = await arrive('7');
  const body = JSON.stringify({ op: 'ping', id: 9 });
  ann.put(body.padEnd(2_000));
  expect(await ann.answer(9)).toEqual({ op: 'pong', id: 9 });
});

test('frames that cannot be read are answered, and too many of them close', async () => {
  await startWithGroup();
  const ann = await arrive('7');
  for (let i = 0; i < 5; i++) ann.put('no JSON');
  expect(await ann.closing()).toMatchObject({ op: 'closed', code: CLOSE.protocol_error });
  expect(ann.all({ op: 'error' })).toHaveLength(5);
});

test.each([
  ['a browser', 'GET / HTTP/1.1\r\n\r\n', CLOSE.protocol_error],
  ['TLS', Buffer.of(0x16, 0x03, 0x01, 0x02), CLOSE.protocol_error],
  ['nobody', '', CLOSE.handshake_timeout],
  ['half a name', 'p', CLOSE.handshake_timeout],
  ['a name and no more', 'p1', CLOSE.handshake_timeout],
  ['half a hello', frameOf('p1', '{"op":"hello"', 100), CLOSE.handshake_timeout],
])('%s hears a code', async (_what, bytes, code) => {
  node = await startNode({ limits: { helloTimeoutMs: 150 } });
  const client = await node.connectTcp('p1');
  client.write(bytes);
  expect(await client.closing()).toMatchObject({ op: 'closed', code });
  await eventually(() => client.socket.closed);
  await eventually(() => node.service.sockets === 0);
});

test('a wrong token is answered as on a WebSocket, and closed', async () => {
  await startWithGroup();
  const client = await node.connectTcp('p1');
  client.request({ op: 'hello', protocol: 1, token: 'made up', deviceId: 'd', heads: [] });
  const last = await client.closing();
  expect(client.one({ op: 'error' })).toMatchObject({ error: { code: 'unauthenticated' } });
  expect(last).toEqual({ op: 'closed', code: CLOSE.unauthenticated, reason: 'unauthenticated' });
  expect(shouldReconnect(Number(last.code))).toBe(false);
});

test('who does not read is closed as too slow, with nothing left out of what it got', async () => {
  await startWithGroup({ closeGraceMs: 5_000, limits: { outboundBytes: 262_144 } });
  const slow = await arrive('7');
  slow.socket.pause();
  const text = 'x'.repeat(60_000);
  for (let i = 0; (await node.metric('closes_total', 'too_slow')) === 0; i++) {
    expect(i).toBeLessThan(400);
    await node.push(node.logic.dispatchOf(GROUP, node.logic.commitOnly(GROUP, text)));
  }
  slow.socket.resume();
  expect(await slow.closing()).toMatchObject({ op: 'closed', code: CLOSE.too_slow });
  const seqs = slow
    .all({ op: 'events' })
    .flatMap(({ events }) => (events as { seq: number }[]).map(({ seq }) => seq));
  expect(seqs.length).toBeGreaterThan(4);
  expect(seqs).toEqual(seqs.map((_seq, i) => i + 1));
});

test('who never reads again is cut off', async () => {
  await startWithGroup({ closeGraceMs: 100, limits: { outboundBytes: 262_144 } });
  const slow = await arrive('7');
  slow.socket.pause();
  const text = 'x'.repeat(60_000);
  for (let i = 0; node.service.sockets > 0; i++) {
    expect(i).toBeLessThan(1_000);
    await node.push(node.logic.dispatchOf(GROUP, node.logic.commitOnly(GROUP, text)));
  }
});

test('maxSockets holds for both kinds together', async () => {
  await startWithGroup({ maxSockets: 2 });
  const ann = await arrive('7');
  await node.connect();
  const third = await node.connectTcp('p1');
  third.put('');
  expect(await third.closing()).toMatchObject({ op: 'closed', code: CLOSE.unavailable });
  await expect(node.connect()).rejects.toThrow('503');
  const foreign = await node.connectTcp('v1');
  foreign.put('{}');
  expect(await foreign.closing()).toMatchObject({ code: CLOSE.unavailable, op: 0 });
  ann.terminate();
  await eventually(() => node.service.sockets === 1);
  await arrive('8');
});

test('who ends between two frames has said goodbye; who ends within one is told so', async () => {
  await startWithGroup({ offlineGraceMs: 60_000 });
  const [ann, bob] = [await arrive('7'), await arrive('8')];
  ann.socket.end();
  await eventually(() =>
    expect([...node.logic.bindings.values()]).toMatchObject([{ userId: '8' }]),
  );
  expect(ann.one({ op: 'welcome' })).toBeDefined();
  bob.socket.end(frameOf('p1', 'a part', 100));
  expect(await bob.closing()).toMatchObject({ op: 'closed', code: CLOSE.protocol_error });
  await eventually(() => node.service.sockets === 0);
  // Nobody knows whether it comes back.
  expect(node.logic.bindings.size).toBe(1);
});

test('a drain sends clients elsewhere and takes no more', async () => {
  await startWithGroup();
  const ann = await arrive('7');
  const undecided = await node.connectTcp('p1');
  const drained = node.service.drain();
  expect(await eventually(() => ann.one({ op: 'reconnect' }))).toBeDefined();
  const refused = connect(node.tcpPort, '127.0.0.1');
  const [error] = await new Promise<Error[]>(resolve => {
    refused.once('error', (...args) => resolve(args));
    refused.once('connect', () => resolve([]));
  });
  expect(error?.message).toContain('ECONNREFUSED');
  undecided.put('');
  expect(await undecided.closing()).toMatchObject({ op: 'closed', code: CLOSE.unavailable });
  expect(await ann.closing()).toMatchObject({ op: 'closed', code: CLOSE.going_away });
  await drained;
});

test('a close ends all of them, those too that have said nothing', async () => {
  await startWithGroup();
  const clients = [await arrive('7'), await node.connectTcp('p1'), await node.connectTcp('v1')];
  clients[2]?.write('v1');
  await eventually(() => node.service.sockets === 2);
  await node.service.close();
  for (const client of clients) {
    expect(await client.closing()).toMatchObject({ code: CLOSE.going_away });
  }
  expect(node.service.sockets).toBe(0);
});

test('of too many that say nothing the oldest makes room', async () => {
  node = await startNode();
  const silent = await Promise.all(Array.from({ length: 1_024 }, () => node.connectTcp('p1')));
  const last = await node.connectTcp('p1');
  expect(await silent[0]?.closing()).toMatchObject({ code: CLOSE.handshake_timeout });
  expect(silent.filter(({ isEnded }) => isEnded)).toHaveLength(1);
  await last.welcomed(node.logic.signIn('7'));
});

test('several ports, and one that is taken', async () => {
  await startWithGroup();
  await expect(node.service.listenTcp(node.tcpPort)).rejects.toThrow('EADDRINUSE');
  const { port } = await node.service.listenTcp(0);
  expect(port).not.toBe(node.tcpPort);
});
