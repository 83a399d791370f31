import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ParleyError } from '@parley/core';
import { eventually } from '@parley/testing';
import { CLOSE, DEFAULT_LIMITS } from '@parley/wire';
import { startNode, type TestNode } from './harness.ts';

let node: TestNode;
beforeEach(async () => {
  node = await startNode({ limits: { helloTimeoutMs: 1_000 } });
});
afterEach(() => node.close());

describe('hello', () => {
  test('is answered with who one is, the limits and the heads that differ', async () => {
    const token = node.logic.signIn('7');
    node.logic.createGroup('20', ['7', '8']);
    node.logic.createGroup('21', ['7']);
    node.logic.createGroup('22', ['8']);
    node.logic.commitOnly('20', 'old');
    const client = await node.connect();
    const id = client.hello(token, { heads: [{ conversationId: '21', seq: 0 }] });

    const welcome = await client.first('welcome');
    expect(welcome).toMatchObject({
      id,
      userId: '7',
      sessionId: 's-7',
      serverId: 'c-test',
      limits: { ...DEFAULT_LIMITS, helloTimeoutMs: 1_000 },
    });
    expect(welcome.heads).toEqual([
      {
        conversationId: '20',
        kind: 'group',
        lastSeq: 1,
        visibleFromSeq: 1,
        epoch: 1,
        deliveredSeq: 0,
        readSeq: 0,
      },
    ]);
    expect(node.logic.occupied).toEqual(new Set(['20', '21']));
    expect(node.logic.bindings.get('7/d-1')?.connectionId).toBe(welcome.connectionId);
    expect(node.service.sockets).toBe(1);
  });

  test('what does not fit is said, and asked for range by range', async () => {
    const ids = Array.from({ length: 1_100 }, (_, i) => String(1_000 + i));
    for (const id of ids) node.logic.createGroup(id, ['7']);
    const client = await node.connect();
    const known = [{ conversationId: '900', seq: 3 }];
    client.hello(node.logic.signIn('7'), { heads: known });
    const welcome = await client.first('welcome');
    expect(welcome).toMatchObject({ gone: ['900'], upToId: '1499' });

    // Committed after the hello and pushed, and in the range that is asked for later.
    node.logic.say('1600', 'news');
    const rest = { op: 'compare', afterId: '1499', upToId: '1700', heads: [] };
    const second = await client.answer(client.request(rest));
    if (second.op !== 'compared') throw new Error(`answered ${second.op}`);
    expect(second.upToId).toBe('1700');
    expect(second.heads.map(head => head.conversationId)).toEqual(ids.slice(500, 701));
    expect(second.heads[100]).toMatchObject({ conversationId: '1600', lastSeq: 1 });
    const last = await client.answer(
      client.request({
        op: 'compare',
        afterId: '1700',
        heads: [{ conversationId: '2050', seq: 0 }],
      }),
    );
    if (last.op !== 'compared') throw new Error(`answered ${last.op}`);
    expect(last).not.toHaveProperty('upToId');
    expect(last.heads).toHaveLength(398);
    expect(client.heard).toEqual(['1600/1']);
  });

  test('a hello may leave everything for later', async () => {
    node.logic.createGroup('20', ['7']);
    const client = await node.connect();
    await client.welcomed(node.logic.signIn('7'), { upToId: '0' });
    expect(client.all('welcome')).toMatchObject([{ heads: [], gone: [], upToId: '0' }]);
  });

  test('binds, then occupies, then asks for the heads', async () => {
    node.logic.createGroup('20', ['7']);
    await (await node.connect()).welcomed(node.logic.signIn('7'));
    expect(node.logic.calls.map(({ kind }) => kind)).toEqual(['open', 'occupy', 'heads']);
  });

  test.each<[string, string, number, string]>([
    ['forged', 'forged', CLOSE.unauthenticated, 'unauthenticated'],
    ['expired', 'expired', CLOSE.unauthenticated, 'token_expired'],
  ])('a %s token is refused', async (_case, token, closeCode, code) => {
    const client = await node.connect();
    const id = client.hello(token);
    expect(await client.closing()).toMatchObject({ code: closeCode });
    expect(client.frames).toMatchObject([{ op: 'error', id, error: { code } }]);
    expect(await node.metric('handshake_failures_total', code)).toBe(1);
  });

  test.each<[ConstructorParameters<typeof ParleyError>[0], number]>([
    ['session_revoked', CLOSE.session_revoked],
    ['unavailable', CLOSE.unavailable],
    ['overloaded', CLOSE.unavailable],
    ['deadline_exceeded', CLOSE.unavailable],
    ['internal', CLOSE.unavailable],
  ])('%s of logic closes with %i', async (code, closeCode) => {
    node.logic.before = () => {
      throw new ParleyError(code, 'Not now.');
    };
    const client = await node.connect();
    client.hello(node.logic.signIn('7'));
    expect(await client.closing()).toMatchObject({ code: closeCode });
    expect(client.frames).toMatchObject([{ op: 'error', error: { code } }]);
  });

  test.each(['occupy', 'heads'])('a failing %s lets nobody half in', async kind => {
    node.logic.createGroup('20', ['7']);
    node.logic.before = call => {
      if (call.kind === kind) throw new ParleyError('overloaded', 'Not now.');
    };
    const client = await node.connect();
    client.hello(node.logic.signIn('7'));
    expect(await client.closing()).toMatchObject({ code: CLOSE.unavailable });
    expect(client.all('welcome')).toEqual([]);
    await eventually(() => node.logic.bindings.size === 0);
  });

  test('a short outage between hello and welcome is bridged', async () => {
    node.logic.createGroup('20', ['7']);
    let failures = 2;
    node.logic.before = ({ kind }) => {
      if (kind === 'occupy' && failures-- > 0) throw new ParleyError('unavailable', 'Not now.');
    };
    await (await node.connect()).welcomed(node.logic.signIn('7'));
    expect(node.logic.occupied).toEqual(new Set(['20']));
  });

  test.each<[string, object, string]>([
    ['another version', { protocol: 2 }, 'unsupported_version'],
    ['no token', { token: undefined }, 'invalid_request'],
    ['a bad device', { deviceId: 'a b' }, 'invalid_request'],
    ['bad heads', { heads: [{ conversationId: '1', seq: 'one' }] }, 'invalid_request'],
  ])('%s is refused', async (_case, fields, code) => {
    const client = await node.connect();
    client.hello(node.logic.signIn('7'), { ...fields });
    const expected =
      code === 'unsupported_version' ? CLOSE.unsupported_version : CLOSE.protocol_error;
    expect(await client.closing()).toMatchObject({ code: expected });
    expect(client.frames).toMatchObject([{ op: 'error', id: 1, error: { code } }]);
    expect(node.logic.calls).toEqual([]);
  });

  test.each(['{', '[]', '"hello"', '{"op":"ping","id":1}', '{"op":"dance"}'])(
    'a first frame %s is a protocol error',
    async text => {
      const client = await node.connect();
      client.socket.send(text);
      expect(await client.closing()).toMatchObject({ code: CLOSE.protocol_error });
      expect(client.all('error')).toHaveLength(1);
    },
  );

  test('a frame before the answer to hello is a protocol error', async () => {
    const client = await node.connect();
    client.hello(node.logic.signIn('7'));
    client.send('20', 'c-1');
    expect(await client.closing()).toMatchObject({ code: CLOSE.protocol_error });
    expect(node.logic.callsOf('send')).toEqual([]);
    // The binding was made while the socket was closing.
    await eventually(() => node.logic.callsOf('close').length === 1);
    expect(node.logic.bindings.size).toBe(0);
  });

  test('no hello in time', async () => {
    const client = await node.connect();
    expect(await client.closing()).toEqual({
      code: CLOSE.handshake_timeout,
      reason: 'handshake_timeout',
    });
  });

  test('a hello that logic takes long for is in time', async () => {
    node.logic.before = ({ kind }) =>
      kind === 'open' ? new Promise(resolve => setTimeout(resolve, 1_200)) : undefined;
    await (await node.connect()).welcomed(node.logic.signIn('7'));
  });

  test('more at a time than are asked about wait for their turn, and who has gone is left out', async () => {
    const small = await startNode({ hellosAtOnce: 2 });
    const goOn: (() => void)[] = [];
    small.logic.before = ({ kind }) =>
      kind === 'open' ? new Promise<void>(resolve => goOn.push(resolve)) : undefined;
    const asked = () => small.logic.callsOf('open').map(({ deviceId }) => deviceId);
    const hello = async (deviceId: string) => {
      const client = await small.connect();
      client.hello(small.logic.signIn('7'), { deviceId });
      return client;
    };
    await hello('a');
    await hello('b');
    await eventually(() => expect(goOn).toHaveLength(2));
    const gone = await hello('c');
    await eventually(async () => expect(await small.metric('hellos_waiting')).toBe(1));
    const last = await hello('d');
    await eventually(async () => expect(await small.metric('hellos_waiting')).toBe(2));
    gone.socket.terminate();
    await eventually(() => expect(small.service.sockets).toBe(3));
    expect(asked()).toEqual(['a', 'b']);
    for (const answer of goOn.splice(0)) answer();
    await eventually(() => expect(asked()).toEqual(['a', 'b', 'd']));
    for (const answer of goOn.splice(0)) answer();
    await last.first('welcome');
    await small.close();
  });

  test('those of a storm are asked about in groups, however they come', async () => {
    let groups = 0;
    let isSameTurn = false;
    node.logic.before = ({ kind }) => {
      if (kind !== 'open' || isSameTurn) return;
      groups += 1;
      isSameTurn = true;
      setImmediate(() => {
        isSameTurn = false;
      });
    };
    const token = node.logic.signIn('7');
    const fromMs = performance.now();
    const comes = async (_: unknown, n: number) =>
      (await node.connect()).welcomed(token, { deviceId: `d-${n}` });
    await Promise.all(Array.from({ length: 150 }, comes));
    const elapsedMs = performance.now() - fromMs;
    expect(node.logic.callsOf('open')).toHaveLength(150);
    // One for each 5 ms, whatever the machine does meanwhile; a timer may be a little early.
    expect(groups).toBeLessThanOrEqual(2 + elapsedMs / 4);
  });

  test('a second hello is an error and changes nothing', async () => {
    const client = await (await node.connect()).welcomed(node.logic.signIn('7'));
    const id = client.hello(node.logic.signIn('8'));
    expect(await client.answer(id)).toMatchObject({ error: { code: 'invalid_request' } });
    expect(node.logic.callsOf('open')).toHaveLength(1);
    const ping = client.request({ op: 'ping' });
    expect(await client.answer(ping)).toEqual({ op: 'pong', id: ping });
  });

  test('the same device on a new socket replaces the older one', async () => {
    const token = node.logic.signIn('7');
    const older = await (await node.connect()).welcomed(token);
    const other = await (await node.connect()).welcomed(token, { deviceId: 'd-2' });
    const newer = await (await node.connect()).welcomed(token);
    expect(await older.closing()).toMatchObject({ code: CLOSE.replaced });
    expect(other.closed).toBeUndefined();
    const { connectionId } = await newer.first('welcome');
    await eventually(() => node.logic.callsOf('close').length === 1);
    expect(node.logic.bindings.get('7/d-1')?.connectionId).toBe(connectionId);
  });
});
