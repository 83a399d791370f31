import { afterEach, expect, test } from '@jest/globals';
import { eventually } from '@parley/testing';
import { CLOSE } from '@parley/wire';
import { startNode, type TestNode } from './harness.ts';

let node: TestNode;
afterEach(() => node.close());

const EVENT = 'x'.repeat(60_000);

test('who does not read is closed as too slow, and the others go on hearing', async () => {
  node = await startNode({ limits: { outboundBytes: 262_144 } });
  node.logic.createGroup('20', ['7', '8']);
  const slow = await (await node.connect()).welcomed(node.logic.signIn('7'));
  const quick = await (await node.connect()).welcomed(node.logic.signIn('8'));
  slow.socket.pause();
  let seq = 0;
  const pushOne = async () => {
    seq = node.logic.commitOnly('20', EVENT);
    await node.push(node.logic.dispatchOf('20', seq));
    await eventually(() => expect(quick.heard.at(-1)).toBe(`20/${seq}`), { intervalMs: 1 });
  };
  // The kernel's own buffers of both sides fill first.
  while ((await node.metric('closes_total', 'too_slow')) === 0) {
    expect(seq).toBeLessThan(400);
    await pushOne();
  }
  for (let i = 0; i < 10; i++) await pushOne();
  // It never reads, so the closing handshake ends without it.
  await eventually(() => node.service.sockets === 1);
  expect(quick.heard).toHaveLength(seq);
  expect(quick.closed).toBeUndefined();
});

test('who is too slow and reads after all is told so', async () => {
  node = await startNode({ closeGraceMs: 5_000, limits: { outboundBytes: 262_144 } });
  node.logic.createGroup('20', ['7']);
  const slow = await (await node.connect()).welcomed(node.logic.signIn('7'));
  slow.socket.pause();
  for (let i = 0; (await node.metric('closes_total', 'too_slow')) === 0; i++) {
    expect(i).toBeLessThan(400);
    await node.push(node.logic.dispatchOf('20', node.logic.commitOnly('20', EVENT)));
  }
  slow.socket.resume();
  expect(await slow.closing()).toEqual({ code: CLOSE.too_slow, reason: 'too_slow' });
  // Nothing was left out of what it got.
  expect(slow.heard).toEqual(slow.heard.map((_place, i) => `20/${i + 1}`));
});

test('to ask how far the others are in many conversations counts as many frames', async () => {
  node = await startNode({ limits: { framesPerSecond: 0.01, frameBurst: 20 } });
  node.logic.createGroup('20', ['7']);
  const client = await (await node.connect()).welcomed(node.logic.signIn('7'));
  const conversationIds = Array.from({ length: 50 }, () => '20');
  const asked = client.request({ op: 'positions', conversationIds });
  const pings = Array.from({ length: 12 }, () => client.request({ op: 'ping' }));
  expect(await client.answer(asked)).toMatchObject({ op: 'positions' });
  expect(await client.answer(pings[0] ?? 0)).toMatchObject({ op: 'pong' });
  // 20 at once: the question for 11, and 9 of the 12.
  expect(await client.answer(pings[11] ?? 0)).toMatchObject({ error: { code: 'rate_limited' } });
});

test('10,001 frames within a second are answered with codes, and others are undisturbed', async () => {
  node = await startNode();
  node.logic.createGroup('20', ['7', '8']);
  const flooder = await (await node.connect()).welcomed(node.logic.signIn('7'));
  const peer = await (await node.connect()).welcomed(node.logic.signIn('8'));
  for (let i = 0; i < 10_001; i++) flooder.send('20', `c-${i}`);
  expect(await flooder.closing()).toMatchObject({ code: CLOSE.flooding });

  const sends = node.logic.callsOf('send').length;
  expect(sends).toBeGreaterThanOrEqual(500);
  expect(sends).toBeLessThan(800);
  const errors = flooder.all('error');
  expect(errors).toHaveLength(1_000);
  for (const { error, id } of errors) {
    expect(error).toMatchObject({ code: 'rate_limited', retryable: true });
    expect(error.retryAfterMs).toBeGreaterThan(0);
    expect(id).toBeGreaterThan(500);
  }
  const id = peer.send('20', 'c-1');
  expect(await peer.answer(id)).toMatchObject({ op: 'sent' });
  await eventually(() => expect(peer.heard).toHaveLength(sends + 1));
});

test('who is a little too quick is refused for the moment and stays', async () => {
  node = await startNode({ limits: { frameBurst: 3, framesPerSecond: 2 } });
  const client = await (await node.connect()).welcomed(node.logic.signIn('7'));
  const ids = Array.from({ length: 5 }, () => client.request({ op: 'ping' }));
  const answers = await Promise.all(ids.map(id => client.answer(id)));
  expect(answers.map(({ op }) => op)).toEqual(['pong', 'pong', 'pong', 'error', 'error']);
  await new Promise(resolve => setTimeout(resolve, 600));
  expect(await client.answer(client.request({ op: 'ping' }))).toMatchObject({ op: 'pong' });
});

test('a socket with too many unanswered requests is not read until answers come', async () => {
  node = await startNode({ maxInFlight: 8, limits: { frameBurst: 100_000 } });
  node.logic.createGroup('20', ['7']);
  const client = await (await node.connect()).welcomed(node.logic.signIn('7'));
  const held: (() => void)[] = [];
  node.logic.before = ({ kind }) =>
    kind === 'send' ? new Promise<void>(resolve => held.push(resolve)) : undefined;
  node.logic.dispatch = () => {};
  const total = 5_000;
  for (let i = 0; i < total; i++) client.send('20', `c-${i}`);
  await eventually(() => expect(held.length).toBeGreaterThan(8));
  await new Promise(resolve => setTimeout(resolve, 100));
  // What was read in one go came through; the rest waits in the sockets.
  expect(held.length).toBeLessThan(2_000);
  expect(await node.metric('requests_in_flight')).toBe(held.length);
  expect(await node.metric('paused_total')).toBe(1);
  node.logic.before = () => {};
  for (const release of held) release();
  await eventually(() => expect(client.all('sent')).toHaveLength(total));
  expect(await node.metric('requests_in_flight')).toBe(0);
});

test('a hundred pages asked for at once arrive at the pace of the reader', async () => {
  node = await startNode({ pageBytes: 262_144, limits: { outboundBytes: 1_048_576 } });
  node.logic.createGroup('20', ['7']);
  for (let i = 0; i < 10; i++) node.logic.commitOnly('20', EVENT);
  const client = await (await node.connect()).welcomed(node.logic.signIn('7'));
  client.socket.pause();
  const ids = Array.from({ length: 100 }, () =>
    client.request({ op: 'history', conversationId: '20', afterSeq: 0, limit: 10 }),
  );
  await new Promise(resolve => setTimeout(resolve, 300));
  // 60 MB of answers were asked for, four times what the kernel takes; nobody is closed for it.
  expect(node.logic.callsOf('history').length).toBeLessThan(100);
  client.socket.resume();
  for (const id of ids)
    expect(await client.answer(id)).toMatchObject({ op: 'page', hasMore: true });
});

test('no more sockets than maxSockets', async () => {
  node = await startNode({ maxSockets: 1 });
  const first = await node.connect();
  await expect(node.connect()).rejects.toThrow('503');
  expect(await node.metric('sockets_refused_total')).toBe(1);
  first.socket.terminate();
  await eventually(() => node.service.sockets === 0);
  await node.connect();
});

test('positions beyond maxMarks are left out and counted; the next one makes them good', async () => {
  node = await startNode({ maxMarks: 2 });
  node.logic.createGroup('20', ['7']);
  const client = await (await node.connect()).welcomed(node.logic.signIn('7'));
  const { promise: thaw, resolve: letGo } = Promise.withResolvers<void>();
  node.logic.before = ({ kind }) => (kind === 'mark' ? thaw : undefined);
  const mark = (conversationId: string, seq: number) =>
    client.socket.send(JSON.stringify({ op: 'ack', conversationId, seq }));
  for (const [i, conversationId] of ['21', '22', '20', '23'].entries()) {
    mark(conversationId, 1);
    // Each in a tick of its own, known by the frame having come.
    await client.answer(client.request({ op: 'ping' }));
    expect(await node.metric('marks_in_flight')).toBe(Math.min(i + 1, 2));
  }
  expect(await node.metric('marks_lost_total')).toBe(2);
  letGo();
  await eventually(async () => expect(await node.metric('marks_in_flight')).toBe(0));
  node.logic.commitOnly('20', 'x');
  mark('20', 1);
  await eventually(() => expect(node.logic.marks.get('7/20')?.deliveredSeq).toBe(1));
});

test('when too much waits for all sockets together the slowest are closed, and only those', async () => {
  const bounds = { maxOutboundBytes: 1_000_000, limits: { outboundBytes: 100_000_000 } };
  node = await startNode(bounds);
  node.logic.createGroup('20', ['7', '8']);
  const slow = await (await node.connect()).welcomed(node.logic.signIn('7'));
  const quick = await (await node.connect()).welcomed(node.logic.signIn('8'));
  slow.socket.pause();
  await eventually(
    async () => {
      await node.push(node.logic.dispatchOf('20', node.logic.commitOnly('20', EVENT)));
      expect(await node.metric('closes_total', 'too_slow')).toBe(1);
    },
    { timeoutMs: 20_000, intervalMs: 1 },
  );
  await node.push(node.logic.dispatchOf('20', node.logic.commitOnly('20', 'small')));
  await eventually(() => expect(node.service.sockets).toBe(1));
  expect(quick.closed).toBeUndefined();
  expect(await node.metric('outbound_bytes')).toBeLessThan(1_000_000);
});
