import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { sleep } from '@parley/core';
import { eventually } from '@parley/testing';
import { CLOSE } from '@parley/wire';
import { startNode, type TestNode } from './harness.ts';
import { frameOf, type TcpClient } from './tcp-client.ts';

const LOBBY = '1';
let node: TestNode;

beforeEach(() => start());
afterEach(() => node.close());

async function start(settings: Parameters<typeof startNode>[0] = {}): Promise<void> {
  node = await startNode(settings);
  node.logic.createGroup(LOBBY, ['3', '4']);
}

/** As gochat's own client writes it. */
const body = (op: number, authToken: string, fields: Record<string, unknown> = {}) =>
  JSON.stringify({
    code: 0,
    msg: '',
    fromUserId: 9,
    fromUserName: 'somebody else',
    toUserId: 0,
    toUserName: '',
    roomId: 1,
    op,
    createTime: '',
    authToken,
    ...fields,
  });

/** In the room, and told who is there. */
async function open(userId: string, roomId = 1): Promise<TcpClient> {
  const client = await node.connectTcp('v1');
  client.put(body(6, node.logic.signIn(userId), { roomId }));
  await eventually(() => client.one({ op: 5, roomId }));
  return client;
}

const texts = (client: TcpClient, op = 3) => client.all({ op, code: 0 }).map(({ msg }) => msg);

describe('a room', () => {
  test('op 6 enters it; what is said with op 3 comes to all, as said by who the token is of', async () => {
    const [demo, other] = [await open('3'), await open('4')];
    demo.put(body(3, 'token-of-s-3', { msg: 'hi "all"' }));
    for (const client of [demo, other]) {
      await eventually(() => expect(texts(client)).toHaveLength(1));
      expect(client.bodies.at(-1)).toMatch(
        /^\{"code":0,"msg":"hi \\"all\\"","fromUserId":3,"fromUserName":"name-3","toUserId":0,"toUserName":"","roomId":1,"op":3,"createTime":"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"\}$/,
      );
    }
    expect(demo.bodies[0]).toBe('{"op":5,"roomId":1,"count":1,"roomUserInfo":{"3":"name-3"}}');
  });

  test('who says something first is bound by that', async () => {
    const client = await node.connectTcp('v1');
    client.put(body(3, node.logic.signIn('3'), { msg: 'first' }));
    await eventually(() => expect(texts(client)).toEqual(['first']));
  });

  test('what comes in one piece with op 6, and in pieces of pieces, is said in order', async () => {
    const other = await open('4');
    const client = await node.connectTcp('v1');
    const said = Array.from({ length: 40 }, (_, i) => `text ${i}`);
    const token = node.logic.signIn('3');
    const bodies = [body(6, token), ...said.map(msg => body(3, token, { msg }))];
    const bytes = Buffer.concat(bodies.map(one => frameOf('v1', one)));
    for (let at = 0; at < bytes.length; at += 777) {
      client.write(bytes.subarray(at, at + 777));
      await sleep(1);
    }
    await eventually(() => expect(texts(other)).toEqual(said));
    await eventually(() => expect(texts(client)).toEqual(said));
  });

  test('another op 6 changes it; what is said goes to the room of its frame', async () => {
    node.logic.createGroup('7', ['3', '4']);
    const [demo, other] = [await open('3'), await open('4')];
    demo.put(body(3, 'token-of-s-3', { roomId: 7, msg: 'over there' }));
    demo.put(body(6, 'token-of-s-3', { roomId: 7 }));
    demo.put(body(3, 'token-of-s-3', { roomId: 7, msg: 'here' }));
    await eventually(() => expect(texts(demo)).toContain('here'));
    other.put(body(6, 'token-of-s-4', { roomId: 7 }));
    await eventually(() => other.one({ op: 5, roomId: 7 }));
    expect(texts(other)).toEqual([]);
  });

  test('one that somebody only says something in is joined on the way, and all of it is in order', async () => {
    node.logic.createGroup('7', ['4']);
    const [demo, other] = [await open('3'), await open('4', 7)];
    const said = Array.from({ length: 30 }, (_, i) => `text ${i}`);
    const rooms = said.map((_text, i) => (i % 3 === 0 ? 1 : 7));
    const bodies = said.map((msg, i) => body(3, 'token-of-s-3', { msg, roomId: rooms[i] }));
    demo.write(Buffer.concat(bodies.map(one => frameOf('v1', one))));
    await eventually(() => expect(texts(other)).toEqual(said.filter((_, i) => rooms[i] === 7)));
    await eventually(() => expect(texts(demo)).toEqual(said.filter((_, i) => rooms[i] === 1)));
    expect(node.logic.textsOf('7')).toEqual(texts(other));
    const joins = node.logic.asked.filter(({ method }) => method === 'joinConversation');
    expect(joins).toEqual([{ method: 'joinConversation', conversationId: '7' }]);
    expect(
      node.logic.callsOf('send').map(({ body: sent }) => JSON.parse(String(sent)).text),
    ).toEqual(said);
  });

  test('private messages come as op 2, and counts as op 4', async () => {
    node.logic.createDirect('9', ['3', '4']);
    const demo = await open('3');
    const ann = await (await node.connect()).welcomed(node.logic.signIn('4', 'native'));
    await ann.answer(ann.send('9', 'c-1', 'psst'));
    await eventually(() => expect(texts(demo, 2)).toEqual(['psst']));
    const caller = { session: { userId: '3' } };
    await node.logic.unary('announceRoster', { caller, conversationId: LOBBY, withNames: false });
    await eventually(() => expect(demo.bodies.at(-1)).toBe('{"count":2,"op":4}'));
  });
});

describe('what is wrong', () => {
  test.each([
    ['no JSON', frameOf('v1', 'ping msg'), CLOSE.protocol_error],
    ['no object', frameOf('v1', '7'), CLOSE.protocol_error],
    ['an empty body', frameOf('v1', ''), CLOSE.protocol_error],
    ['no token', frameOf('v1', '{"op":6,"roomId":1}'), CLOSE.unauthenticated],
    ['an empty token', frameOf('v1', body(6, '')), CLOSE.unauthenticated],
    ['an empty token, whatever it is for', frameOf('v1', body(4, '')), CLOSE.unauthenticated],
    ['an unknown token', frameOf('v1', body(6, 'made up')), CLOSE.unauthenticated],
    ['no room', frameOf('v1', body(6, 'token-of-s-3', { roomId: 0 })), CLOSE.protocol_error],
    [
      'a room below 0',
      frameOf('v1', body(3, 'token-of-s-3', { roomId: -1 })),
      CLOSE.protocol_error,
    ],
    ['a room that does not exist', frameOf('v1', body(6, 'token-of-s-3', { roomId: 99 })), 4503],
    ['a text that is none', frameOf('v1', body(3, 'token-of-s-3', { msg: 7 })), 4503],
    ['a length of 0', frameOf('v1', '', 0), CLOSE.protocol_error],
    ['a length of 3', frameOf('v1', '', 3), CLOSE.protocol_error],
    ['a length below 0', frameOf('v1', '', -5), CLOSE.protocol_error],
    ['the lowest length', frameOf('v1', '', -32_768), CLOSE.protocol_error],
    ['our name', Buffer.concat([frameOf('v1', body(4, 'x')), Buffer.from('p1')]), 4503],
  ])('%s is closed with a code and words', async (_what, bytes, code) => {
    node.logic.signIn('3');
    const client = await node.connectTcp('v1');
    client.write(bytes);
    const last = await client.closing();
    expect(last).toEqual({ code, msg: expect.stringMatching(/\w+ \w+/), op: 0 });
    expect(client.frames.filter(frame => frame.code !== undefined)).toHaveLength(1);
    await eventually(() => node.service.sockets === 0);
  });

  test('somebody else’s token on the same connection', async () => {
    const demo = await open('3');
    demo.put(body(3, node.logic.signIn('4'), { msg: 'as test' }));
    expect(await demo.closing()).toMatchObject({ code: CLOSE.unauthenticated, op: 0 });
    expect(node.logic.callsOf('send')).toEqual([]);
  });

  test('a text that is refused is answered, and nothing else happens', async () => {
    const demo = await open('3');
    demo.put(body(3, 'token-of-s-3', { roomId: 7, msg: 'no such room' }));
    const answer = await eventually(() => demo.one({ code: 1 }));
    expect(answer).toEqual({ code: 1, msg: 'There is no such conversation.', op: 3 });
    demo.put(body(3, 'token-of-s-3', { msg: 'x'.repeat(9_000) }));
    await eventually(() => expect(demo.all({ code: 1 })).toHaveLength(2));
    demo.put(body(3, 'token-of-s-3', { msg: 'good' }));
    await eventually(() => expect(texts(demo)).toEqual(['good']));
  });

  test('other ops are ignored', async () => {
    const demo = await open('3');
    for (const op of [0, 1, 2, 4, 5, 7]) demo.put(body(op, 'token-of-s-3', { msg: 'x' }));
    demo.put(body(3, 'token-of-s-3', { msg: 'good' }));
    await eventually(() => expect(texts(demo)).toEqual(['good']));
    expect(node.logic.callsOf('send')).toHaveLength(1);
  });

  test('a session that is signed out is told so', async () => {
    const demo = await open('3');
    await node.push({ closeSessionId: 's-3', audience: { users: { userIds: ['3'] } } });
    expect(await demo.closing()).toMatchObject({ code: CLOSE.session_revoked, op: 0 });
  });
});

test('who only listens is pinged, never has to answer, and stays', async () => {
  await node.close();
  await start({ gochatPingMs: 150, limits: { heartbeatMs: 100 } });
  const demo = await open('3');
  await sleep(1_000);
  expect(demo.isEnded).toBe(false);
  const pings = demo.bodies.filter(one => one === 'ping msg').length;
  expect(pings).toBeGreaterThan(2);
  expect(pings).toBeLessThan(8);
});

test('what is sent puts the ping off', async () => {
  await node.close();
  await start({ gochatPingMs: 300 });
  const demo = await open('3');
  for (let i = 0; i < 10; i++) {
    demo.put(body(3, 'token-of-s-3', { msg: `text ${i}` }));
    await sleep(60);
  }
  await eventually(() => expect(texts(demo)).toHaveLength(10));
  expect(demo.bodies).not.toContain('ping msg');
});

test('who does not read is closed, and nothing is left out before that', async () => {
  await node.close();
  await start({ closeGraceMs: 5_000, limits: { outboundBytes: 262_144 } });
  const slow = await open('3');
  slow.socket.pause();
  const { logic } = node;
  for (let i = 0; (await node.metric('closes_total', 'too_slow')) === 0; i++) {
    expect(i).toBeLessThan(1_000);
    const seq = logic.commitOnly(LOBBY, '');
    const body = { kind: 'text', text: `${i} ${'x'.repeat(30_000)}` };
    const event = { conversationId: LOBBY, seq, type: 'message', senderId: '4', createdAtMs: 1 };
    logic.replaceEvent(LOBBY, seq, { ...event, body });
    await node.push(logic.dispatchOf(LOBBY, seq));
  }
  slow.socket.resume();
  expect(await slow.closing()).toMatchObject({ code: CLOSE.too_slow, op: 0 });
  const heard = texts(slow).map(msg => Number.parseInt(String(msg), 10));
  expect(heard.length).toBeGreaterThan(10);
  expect(heard).toEqual(heard.map((_seq, i) => i));
});

test('what does not fit into a frame is shortened', async () => {
  const demo = await open('3');
  const bob = await (await node.connect()).welcomed(node.logic.signIn('4'));
  // Each of them is six bytes in JSON.
  bob.send(LOBBY, 'c-1', '\u0001'.repeat(8_000));
  bob.send(LOBBY, 'c-2', 'next');
  await eventually(() => expect(texts(demo)).toHaveLength(2));
  const [long, next] = texts(demo).map(String);
  expect(long?.length).toBeGreaterThan(5_000);
  expect(long?.replaceAll('\u0001', '')).toBe('…');
  expect(next).toBe('next');
  const online = Array.from({ length: 5_000 }, (_, i) => ({ userId: `${i}`, name: `name ${i}` }));
  const roster = { type: 'roster', conversationId: LOBBY, onlineCount: 5_000, online };
  const signal = Buffer.from(JSON.stringify(roster));
  await node.push({ conversationId: LOBBY, audience: { subscribers: true }, signal });
  const body5 = await eventually(() => demo.one({ op: 5, count: 5_000 }));
  expect(Object.keys(body5.roomUserInfo as object).length).toBeGreaterThan(1_000);
});

test('switched off, its first bytes are like any others', async () => {
  await node.close();
  await start({ gochat: false });
  const client = await node.connectTcp('v1');
  client.put(body(6, node.logic.signIn('3')));
  expect(await client.closing()).toMatchObject({ op: 'closed', code: CLOSE.protocol_error });
});
