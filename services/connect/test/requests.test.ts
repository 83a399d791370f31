import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ParleyError } from '@parley/core';
import { eventually } from '@parley/testing';
import { CLOSE } from '@parley/wire';
import { startNode, type TestNode } from './harness.ts';
import type { TestClient } from './test-client.ts';

let node: TestNode;
let client: TestClient;
beforeEach(async () => {
  node = await startNode({ pageBytes: 2_000 });
  node.logic.createGroup('20', ['7', '8']);
  node.logic.createGroup('30', ['9']);
  client = await (await node.connect()).welcomed(node.logic.signIn('7'));
});
afterEach(() => node.close());

describe('send', () => {
  test('is acknowledged, and everybody hears it', async () => {
    const peer = await (await node.connect()).welcomed(node.logic.signIn('8'));
    const id = client.send('20', 'c-1', 'Grüße 🙂');
    expect(await client.answer(id)).toMatchObject({ op: 'sent', conversationId: '20', seq: 1 });
    for (const one of [client, peer]) {
      const { events } = await one.first('events');
      expect(events).toMatchObject([
        { conversationId: '20', seq: 1, clientId: 'c-1', body: { text: 'Grüße 🙂' } },
      ]);
    }
  });

  test('goes to logic under the identity of the session, with the body as the schema writes it', async () => {
    const body = { colour: 'red', text: 'hi', kind: 'text' };
    await client.answer(
      client.request({ op: 'send', conversationId: '20', clientId: 'c-1', body, userId: '8' }),
    );
    expect(node.logic.calls.at(-1)).toEqual({
      kind: 'send',
      key: '20',
      call: {
        caller: { session: { userId: '7', sessionId: 's-7' } },
        conversationId: '20',
        clientId: 'c-1',
        body: '{"kind":"text","text":"hi"}',
      },
    });
  });

  test('what logic refuses is answered under the id', async () => {
    const foreign = client.send('30', 'c-1');
    const unknown = client.send('31', 'c-2');
    expect(await client.answer(foreign)).toMatchObject({ error: { code: 'not_a_member' } });
    expect(await client.answer(unknown)).toMatchObject({ error: { code: 'not_found' } });
  });

  test('an unexpected error of logic does not show what it was', async () => {
    node.logic.before = () => {
      throw new Error('password of the database: hunter2');
    };
    const answer = await client.answer(client.send('20', 'c-1'));
    expect(answer).toMatchObject({ error: { code: 'internal', retryable: false } });
    expect(JSON.stringify(answer)).not.toContain('hunter2');
  });
});

describe('history', () => {
  test('goes up and back, by pages', async () => {
    for (let seq = 1; seq <= 10; seq++) node.logic.commitOnly('20', `event ${seq}`);
    const ask = (fields: object) =>
      client.request({ op: 'history', conversationId: '20', limit: 4, ...fields });
    const up = await client.answer(ask({ afterSeq: 2 }));
    expect(up).toMatchObject({ op: 'page', conversationId: '20', epoch: 1, hasMore: true });
    expect(up.op === 'page' && up.events.map(({ seq }) => seq)).toEqual([3, 4, 5, 6]);
    const back = await client.answer(ask({ beforeSeq: 4 }));
    expect(back.op === 'page' && back.events.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(back).toMatchObject({ hasMore: false });
    expect(await client.answer(ask({ afterSeq: 10 }))).toMatchObject({
      events: [],
      hasMore: false,
    });
  });

  test('a page that is too heavy is cut and says so, in both directions', async () => {
    for (let seq = 1; seq <= 10; seq++) node.logic.commitOnly('20', 'x'.repeat(600));
    const ask = (fields: object) =>
      client.request({ op: 'history', conversationId: '20', limit: 10, ...fields });
    const up = await client.answer(ask({ afterSeq: 0 }));
    expect(up.op === 'page' && up.events.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(up).toMatchObject({ hasMore: true });
    const back = await client.answer(ask({ beforeSeq: 11 }));
    expect(back.op === 'page' && back.events.map(({ seq }) => seq)).toEqual([8, 9, 10]);
    expect(back).toMatchObject({ hasMore: true });
  });

  test('of a foreign conversation is refused', async () => {
    const id = client.request({ op: 'history', conversationId: '30', limit: 4, afterSeq: 0 });
    expect(await client.answer(id)).toMatchObject({ error: { code: 'not_a_member' } });
  });
});

describe('ack and read', () => {
  test('those of one tick reach logic once for each conversation', async () => {
    node.logic.createGroup('21', ['7']);
    for (let seq = 1; seq <= 50; seq++) {
      client.socket.send(JSON.stringify({ op: 'ack', conversationId: '20', seq }));
    }
    client.socket.send(JSON.stringify({ op: 'read', conversationId: '20', seq: 40 }));
    client.socket.send(JSON.stringify({ op: 'ack', conversationId: '21', seq: 3 }));
    await eventually(() => {
      expect(node.logic.marks.get('7/20')).toEqual({ deliveredSeq: 50, readSeq: 40 });
      expect(node.logic.marks.get('7/21')).toEqual({ deliveredSeq: 3, readSeq: 0 });
    });
    expect(node.logic.callsOf('mark').length).toBeLessThan(20);
  });

  test('are tried again, and given up with a count', async () => {
    let failures = 1;
    node.logic.before = ({ kind }) => {
      if (kind === 'mark' && failures-- > 0) throw new ParleyError('unavailable', 'Not now.');
    };
    client.socket.send(JSON.stringify({ op: 'read', conversationId: '20', seq: 5 }));
    await eventually(() => expect(node.logic.marks.get('7/20')?.readSeq).toBe(5));
    expect(await node.metric('marks_lost_total')).toBe(0);
    client.socket.send(JSON.stringify({ op: 'ack', conversationId: '30', seq: 5 }));
    await eventually(async () => (await node.metric('marks_lost_total')) === 1);
  });
});

describe('positions', () => {
  test('are answered for each conversation', async () => {
    for (let seq = 1; seq <= 3; seq++) node.logic.commitOnly('20', `event ${seq}`);
    client.socket.send(JSON.stringify({ op: 'read', conversationId: '20', seq: 3 }));
    await eventually(() => expect(node.logic.marks.get('7/20')?.readSeq).toBe(3));
    const answer = await client.answer(
      client.request({ op: 'positions', conversationIds: ['20', '30'] }),
    );
    expect(answer).toMatchObject({
      op: 'positions',
      conversations: [{ conversationId: '20', tooMany: false }, { conversationId: '30' }],
    });
    const members = answer.op === 'positions' ? answer.conversations[0]?.members : [];
    expect(members).toContainEqual({
      userId: '7',
      deliveredSeq: 3,
      readSeq: 3,
      visibleFromSeq: 1,
    });
  });

  test('of too many at once are refused', async () => {
    const conversationIds = Array.from({ length: 51 }, () => '20');
    const answer = await client.answer(client.request({ op: 'positions', conversationIds }));
    expect(answer).toMatchObject({
      error: { code: 'invalid_request', field: 'conversationIds', expected: 'at most 50 entries' },
    });
  });
});

describe('bad frames', () => {
  test.each<[string, object, string]>([
    ['id', { id: -1 }, 'id'],
    ['id as text', { id: '1' }, 'id'],
    ['conversationId', { conversationId: 20 }, 'conversationId'],
    ['clientId', { clientId: '' }, 'clientId'],
    ['text', { body: { kind: 'text', text: 5 } }, 'body.text'],
    ['long text', { body: { kind: 'text', text: 'x'.repeat(8_001) } }, 'body.text'],
    ['kind', { body: { kind: 'virus' } }, 'body.kind'],
    ['no body', { body: undefined }, 'body'],
  ])('a wrong %s is answered with its name, and the socket stays', async (_case, fields, field) => {
    const body = { kind: 'text', text: 'hi' };
    client.request({ op: 'send', conversationId: '20', clientId: 'c-1', body, ...fields });
    const { id, error } = await client.first('error');
    expect(error).toMatchObject({ code: 'invalid_request', field });
    expect(id).toBe('id' in fields ? null : 2);
    const ping = client.request({ op: 'ping' });
    expect(await client.answer(ping)).toMatchObject({ op: 'pong' });
  });

  test('an unknown op is answered with those that are known', async () => {
    const id = client.request({ op: 'dance' });
    const answer = await client.answer(id);
    expect(answer).toMatchObject({ error: { code: 'unknown_op', value: '"dance"' } });
    expect(answer.op === 'error' && answer.error.message).toMatch(
      /^op: "dance" is not known; known are hello, compare, send, .*, ping\.$/,
    );
  });

  test.each(['toString', '__proto__', 'constructor'])('%s is no op', async op => {
    expect(await client.answer(client.request({ op }))).toMatchObject({
      error: { code: 'unknown_op' },
    });
  });

  test('five unreadable frames close the socket', async () => {
    for (const text of ['{', 'nonsense', '[1]', 'null']) client.socket.send(text);
    await eventually(() => expect(client.all('error')).toHaveLength(4));
    for (const frame of client.all('error')) {
      expect(frame).toMatchObject({ id: null, error: { code: 'bad_frame' } });
    }
    expect(client.closed).toBeUndefined();
    client.socket.send('}');
    expect(await client.closing()).toMatchObject({ code: CLOSE.protocol_error });
    expect(client.all('error')).toHaveLength(5);
  });

  test('a binary frame closes with 1003', async () => {
    client.socket.send(Buffer.from('{"op":"ping","id":1}'));
    expect(await client.closing()).toMatchObject({ code: 1003 });
  });

  test('a frame beyond the limit closes with 1009', async () => {
    client.socket.send(' '.repeat(65_537));
    expect(await client.closing()).toMatchObject({ code: 1009 });
    await eventually(async () => (await node.metric('closes_total', 'too_big')) === 1);
  });

  test('text that is no UTF-8 closes with 1007', async () => {
    client.socket.send(Buffer.from([0x7b, 0xff]), { binary: false });
    expect(await client.closing()).toMatchObject({ code: 1007 });
  });

  test('others notice nothing of any of it', async () => {
    const peer = await (await node.connect()).welcomed(node.logic.signIn('8'));
    client.socket.send(Buffer.from('x'));
    await client.closing();
    node.logic.say('20', 'still here');
    await eventually(() => expect(peer.heard).toEqual(['20/1']));
  });
});
