import { connect } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { eventually } from '@parley/testing';
import { CLOSE, CONNECT_PATH } from '@parley/wire';
import { startNode, type TestNode } from './harness.ts';

let node: TestNode;
afterEach(() => node.close());

describe('heartbeat', () => {
  test('who answers pings stays, who is silent is closed', async () => {
    // Long enough for a busy machine to answer a ping in time.
    node = await startNode({ limits: { heartbeatMs: 500 } });
    const alive = await (await node.connect()).welcomed(node.logic.signIn('7'));
    // Speaks up to hello and never again, not even pong.
    const token = node.logic.signIn('8');
    const dead = await (await node.connect({ autoPong: false })).welcomed(token);
    expect(await dead.closing()).toMatchObject({ code: CLOSE.idle_timeout });
    expect(dead.pings).toBeGreaterThan(0);
    expect(alive.pings).toBeGreaterThan(0);
    expect(alive.closed).toBeUndefined();
  });
});

describe('touch', () => {
  test('confirms bindings and conversations; who had been forgotten is told the heads', async () => {
    node = await startNode({ touchMs: 100 });
    node.logic.createGroup('20', ['7']);
    const client = await (await node.connect()).welcomed(node.logic.signIn('7'));
    node.logic.bindings.clear();
    node.logic.occupied.clear();
    node.logic.commitOnly('20', 'nobody was found to push it to');
    const { heads } = await client.first('heads');
    expect(heads).toMatchObject([{ conversationId: '20', lastSeq: 1 }]);
    await eventually(() => node.logic.occupied.has('20'));
    expect(node.logic.bindings.has('7/d-1')).toBe(true);
    // Once: the next ones find everything in place.
    const touches = node.logic.callsOf('touch').length;
    await eventually(() => node.logic.callsOf('touch').length > touches + 2);
    expect(client.all('heads')).toHaveLength(1);
  });

  test('who had been forgotten is told the heads when pushes of all rooms come here again', async () => {
    node = await startNode({ touchMs: 100 });
    // So many that they are confirmed in every bucket's turn.
    const rooms = Array.from({ length: 64 }, (_, i) => String(100 + i));
    for (const room of rooms) node.logic.createGroup(room, ['7']);
    const client = await (await node.connect()).welcomed(node.logic.signIn('7'));
    let occupied: number | undefined;
    node.logic.before = ({ kind }) => {
      if (kind === 'heads') occupied = node.logic.occupied.size;
    };
    node.logic.bindings.clear();
    node.logic.occupied.clear();
    await client.first('heads');
    expect(occupied).toBe(rooms.length);
  });

  test('a conversation that alone was lost is made good by its newest event, for all who hear it', async () => {
    node = await startNode({ touchMs: 100 });
    node.logic.createGroup('20', ['7', '8']);
    const clients = [
      await (await node.connect()).welcomed(node.logic.signIn('7')),
      await (await node.connect()).welcomed(node.logic.signIn('8')),
    ];
    node.logic.occupied.clear();
    node.logic.commitOnly('20', 'one that came to nothing');
    node.logic.commitOnly('20', 'and another');
    for (const client of clients) {
      const { events } = await client.first('events');
      expect(events).toMatchObject([{ conversationId: '20', seq: 2 }]);
      expect(client.all('heads')).toEqual([]);
    }
    expect(node.logic.callsOf('newest')).toHaveLength(1);
  });

  test('what could not be made good is asked for again', async () => {
    node = await startNode({ touchMs: 50 });
    node.logic.createGroup('20', ['7']);
    const client = await (await node.connect()).welcomed(node.logic.signIn('7'));
    let failures = 0;
    node.logic.before = ({ kind }) => {
      if (kind === 'newest' && failures++ === 0) throw new Error('logic is away');
    };
    node.logic.occupied.clear();
    node.logic.commitOnly('20', 'one that came to nothing');
    await client.first('events');
    expect(failures).toBe(2);
  });

  test('more heads than fit into a frame come in several', async () => {
    node = await startNode({ touchMs: 100 });
    const ids = Array.from({ length: 1_100 }, (_, i) => String(1_000 + i));
    for (const id of ids) node.logic.createGroup(id, ['7']);
    const client = await (await node.connect()).welcomed(node.logic.signIn('7'));
    node.logic.bindings.clear();
    for (const id of ids) node.logic.commitOnly(id, 'missed');
    const told = () => client.all('heads').flatMap(({ heads }) => heads);
    await eventually(() => expect(told()).toHaveLength(1_100));
    expect(client.all('heads').map(({ heads }) => heads.length)).toEqual([500, 500, 100]);
    expect(told().map(head => head.conversationId)).toEqual(ids);
  });

  test('a touch that fails harms nobody', async () => {
    node = await startNode({ touchMs: 50 });
    const client = await (await node.connect()).welcomed(node.logic.signIn('7'));
    node.logic.before = ({ kind }) => {
      if (kind === 'touch') throw new Error('logic is away');
    };
    await eventually(() => node.logic.callsOf('touch').length > 2);
    expect(client.closed).toBeUndefined();
  });
});

describe('drain', () => {
  test('sends everybody elsewhere, spread over time, and takes no more', async () => {
    node = await startNode({ drainMs: 400 });
    const clients = await Promise.all(
      Array.from({ length: 20 }, async (_, i) =>
        (await node.connect()).welcomed(node.logic.signIn(String(100 + i))),
      ),
    );
    const greeter = await node.connect();
    const drained = node.service.drain();
    await expect(node.connect()).rejects.toThrow('503');
    for (const client of clients) {
      const { afterMs } = await client.first('reconnect');
      expect(afterMs).toBeGreaterThanOrEqual(0);
      expect(afterMs).toBeLessThan(400);
      expect(await client.closing()).toEqual({ code: CLOSE.going_away, reason: '{"afterMs":0}' });
    }
    expect((await greeter.closing()).reason).toMatch(/^\{"afterMs":\d+\}$/);
    await drained;
    expect(node.service.sockets).toBe(0);
    expect(new Set(clients.map(one => one.all('reconnect')[0]?.afterMs)).size).toBeGreaterThan(5);
    await eventually(() => node.logic.bindings.size === 0);
  });

  test('who is told to leave is served until then', async () => {
    node = await startNode({ drainMs: 60_000, closeGraceMs: 100 });
    node.logic.createGroup('20', ['7']);
    const client = await (await node.connect()).welcomed(node.logic.signIn('7'));
    void node.service.drain();
    await client.first('reconnect');
    expect(await client.answer(client.send('20', 'c-1'))).toMatchObject({ op: 'sent' });
    await eventually(() => expect(client.heard).toEqual(['20/1']));
  });
});

describe('close', () => {
  test('ends every socket, even one that takes no part, and can be called twice', async () => {
    node = await startNode({ closeGraceMs: 200 });
    const client = await (await node.connect()).welcomed(node.logic.signIn('7'));
    // A peer that upgrades and then neither reads nor closes.
    const deaf = connect(node.port, '127.0.0.1');
    deaf.write(
      `GET ${CONNECT_PATH} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
    );
    await eventually(() => node.service.sockets === 2);
    await Promise.all([node.service.close(), node.service.close()]);
    expect(await client.closing()).toMatchObject({ code: CLOSE.going_away });
    expect(node.service.sockets).toBe(0);
    // Who comes back elsewhere was never away: the rest is left to task.
    expect(node.logic.callsOf('close')).toEqual([]);
    deaf.destroy();
  });

  test('nothing is left when all have gone', async () => {
    node = await startNode({ buckets: 4 });
    node.logic.createGroup('20', ['100', '101', '102', '103', '104']);
    const clients = await Promise.all(
      Array.from({ length: 5 }, async (_, i) =>
        (await node.connect()).welcomed(node.logic.signIn(String(100 + i))),
      ),
    );
    expect(await node.metric('sockets')).toBe(5);
    for (const { socket } of clients) socket.close(1000);
    await eventually(() => node.service.sockets === 0);
    await eventually(() => node.logic.bindings.size + node.logic.occupied.size === 0);
    expect(await node.metric('sockets')).toBe(0);
    expect(await node.metric('occupied_conversations')).toBe(0);
    expect(await node.metric('closes_total', 'normal')).toBe(5);
    expect(await node.push(node.logic.dispatchOf('20', node.logic.commitOnly('20', 'x')))).toBe(0);
  });
});
